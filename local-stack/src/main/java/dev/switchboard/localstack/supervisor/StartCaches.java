package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.http.JsonClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * AOT caches of the services' JVMs (JEP 483 and 515): with them a service starts in a fourth of the
 * time. They are made by a run of the product in which one message of each channel is answered.
 */
public final class StartCaches {
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);

    /** Writing a cache takes some 10 s of a processor's time. */
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(3);

    private StartCaches() {}

    /**
     * Makes the caches of all services, unless each has one.
     *
     * @param product the directory that holds the built modules
     * @param state state directory of that run; emptied first
     */
    public static void make(Path product, Path state) {
        boolean complete =
                Arrays.stream(ProductService.values())
                        .allMatch(service -> Files.exists(service.startCache(product)));
        if (complete) {
            return;
        }
        try (LocalStack stack =
                LocalStack.builder(product, state)
                        .ports(StackPorts.free())
                        .makingStartCaches()
                        .fresh()
                        .start()) {
            converse(new JsonClient(stack.url("simulator")));
            stop(stack);
        }
    }

    private static void converse(JsonClient simulator) {
        for (String channel : List.of("twilio", "meta")) {
            simulator.post(
                    "/sim/phones/+15550000000/messages", Map.of("channel", channel, "text", "Hi"));
        }
        long deadline = System.nanoTime() + ANSWER_TIMEOUT.toNanos();
        while (simulator.get("/sim").json().path("sends").asInt() < 2
                && System.nanoTime() < deadline) {
            SupervisedProgram.sleep(POLL);
        }
    }

    private static void stop(LocalStack stack) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ProductService service : ProductService.values()) {
                threads.execute(() -> stack.program(service.programName()).stop(STOP_TIMEOUT));
            }
        }
    }
}
