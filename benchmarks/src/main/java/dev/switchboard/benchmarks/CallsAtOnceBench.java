package dev.switchboard.benchmarks;

import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.languagemodel.ModelResult.Answer;
import dev.switchboard.languagemodel.ReplyModel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures how long a thousand model calls of 5 s take that begin at once. */
final class CallsAtOnceBench {
    private static final List<ModelProvider> PROVIDERS =
            List.of(ModelProvider.OPENAI, ModelProvider.ANTHROPIC);
    private static final int CALLS = 1_000;
    private static final Duration LATENCY = Duration.ofSeconds(5);

    private final SimulatedModelClients clients;
    private final SimulatorCalls simulator;

    CallsAtOnceBench(SimulatedModelClients clients) {
        this.clients = clients;
        this.simulator = new SimulatorCalls(clients.url());
    }

    void run() throws IOException {
        BenchMain.print(
                "%d calls of %d s at once, a heap of %d MB"
                        .formatted(
                                CALLS,
                                LATENCY.toSeconds(),
                                Runtime.getRuntime().maxMemory() / (1024 * 1024)));
        for (var provider : PROVIDERS) {
            var model = clients.model(provider);
            simulator.reset();
            simulator.modelAnswersAfter(Duration.ZERO);
            answers(model);
            simulator.modelAnswersAfter(LATENCY);
            var begin = System.nanoTime();
            var answers = answers(model);
            report(provider, Duration.ofNanos(System.nanoTime() - begin), answers);
        }
    }

    private static int answers(ReplyModel model) {
        var answers = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < CALLS; number++) {
                var prompt =
                        SimulatedModelClients.prompt("Where is my order number " + number + "?");
                var _ =
                        threads.submit(() -> {
                            if (model.reply(prompt) instanceof Answer) {
                                answers.incrementAndGet();
                            }
                            return true;
                        });
            }
        }
        return answers.get();
    }

    private static void report(ModelProvider provider, Duration took, int answers) {
        var name = provider.settingName();
        BenchMain.figure(
                name + ": until the last answer",
                String.format(Locale.ROOT, "%.2f s", took.toMillis() / 1_000.0),
                "at most 5.75 s");
        BenchMain.figure(name + ": answers", Integer.toString(answers), Integer.toString(CALLS));
    }
}
