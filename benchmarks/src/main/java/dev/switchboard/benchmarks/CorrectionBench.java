package dev.switchboard.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.languagemodel.ModelResult.Answer;
import dev.switchboard.languagemodel.ReplyModel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/**
 * Measures the time from the interrupt of a model call, as a correction makes it, to the end of its
 * connection at the provider, while the corrected question is asked.
 */
final class CorrectionBench {
    private static final List<ModelProvider> WIRE_FORMATS =
            List.of(
                    ModelProvider.GEMINI,
                    ModelProvider.OPENAI,
                    ModelProvider.ANTHROPIC,
                    ModelProvider.OLLAMA,
                    ModelProvider.ASKYOURDATABASE);
    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 10;
    private static final int CALLS_A_ROUND = 20;
    private static final Duration LATENCY = Duration.ofSeconds(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final SimulatedModelClients clients;
    private final SimulatorCalls simulator;
    private final Histogram micros = new Histogram(TIMEOUT.toNanos() / 1_000, 3);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger corrected = new AtomicInteger();

    CorrectionBench(SimulatedModelClients clients) {
        this.clients = clients;
        this.simulator = new SimulatorCalls(clients.url());
    }

    void run() throws IOException, InterruptedException {
        BenchMain.print(
                "%d corrections with each wire format, %d at a time"
                        .formatted(ROUNDS * CALLS_A_ROUND, CALLS_A_ROUND));
        for (var provider : WIRE_FORMATS) {
            var model = clients.model(provider);
            rounds(model, WARM_UP_ROUNDS);
            micros.reset();
            answered.set(0);
            corrected.set(0);
            rounds(model, ROUNDS);
            report(provider);
        }
    }

    private void rounds(ReplyModel model, int count) throws IOException, InterruptedException {
        for (var round = 0; round < count; round++) {
            round(model);
        }
    }

    private void round(ReplyModel model) throws IOException, InterruptedException {
        simulator.reset();
        simulator.modelAnswersAfter(LATENCY);
        var calls = new ArrayList<Thread>();
        for (var number = 0; number < CALLS_A_ROUND; number++) {
            calls.add(asked(model, "first " + number + ".", answered));
        }
        awaitCalls(all -> all.size() == CALLS_A_ROUND);
        simulator.modelAnswersAfter(Duration.ZERO);
        var interrupted = new HashMap<String, Instant>();
        for (var number = 0; number < CALLS_A_ROUND; number++) {
            interrupted.put("first " + number + ".", Instant.now());
            calls.get(number).interrupt();
            calls.add(asked(model, "corrected " + number + ".", corrected));
        }
        for (var call : calls) {
            call.join();
        }
        record(interrupted);
    }

    private static Thread asked(ReplyModel model, String question, AtomicInteger answers) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        if (model.reply(SimulatedModelClients.prompt(question)) instanceof Answer) {
                            answers.incrementAndGet();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private void record(Map<String, Instant> interrupted) throws InterruptedException {
        var calls = awaitCalls(all -> cancelled(all).size() == CALLS_A_ROUND);
        for (var call : cancelled(calls)) {
            var request = call.path("request").toString();
            var closed = Instant.parse(call.path("cancelledAt").asText());
            interrupted.forEach((question, at) -> {
                if (request.contains(question)) {
                    micros.recordValue(Math.max(0, at.until(closed, ChronoUnit.MICROS)));
                }
            });
        }
    }

    private static List<JsonNode> cancelled(List<JsonNode> calls) {
        return calls.stream().filter(call -> call.path("cancelled").asBoolean()).toList();
    }

    private List<JsonNode> awaitCalls(Predicate<List<JsonNode>> condition)
            throws InterruptedException {
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        var calls = simulator.modelCalls();
        while (!condition.test(calls)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "calls at the simulator: "
                                + calls.stream()
                                        .map(call -> call.path("outcome").asText())
                                        .toList());
            }
            Thread.sleep(20);
            calls = simulator.modelCalls();
        }
        return calls;
    }

    private void report(ModelProvider provider) {
        var name = provider.settingName();
        BenchMain.figure(name + ": interrupt to closed, p50", millis(50), "-");
        BenchMain.figure(name + ": interrupt to closed, p99", millis(99), "at most 50 ms");
        BenchMain.figure(name + ": answers of cancelled calls", answered.toString(), "0");
        BenchMain.figure(
                name + ": corrected calls that were answered",
                corrected.toString(),
                Integer.toString(ROUNDS * CALLS_A_ROUND));
    }

    private String millis(double percentile) {
        return String.format(
                Locale.ROOT, "%.1f ms", micros.getValueAtPercentile(percentile) / 1_000.0);
    }
}
