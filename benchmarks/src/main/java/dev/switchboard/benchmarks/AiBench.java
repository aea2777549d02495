package dev.switchboard.benchmarks;

import dev.switchboard.localstack.process.JavaCommand;
import dev.switchboard.localstack.supervisor.LocalStack;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the clients of the models alone: in a JVM with the heap of a worker, against the
 * simulator in another one.
 */
final class AiBench {
    private static final Path WORKER = Path.of("ai-worker-service", "target", "quarkus-app");

    /** As {@code ./switchboard up} runs a worker. */
    private static final List<String> WORKER_OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final LocalStack stack;

    AiBench(LocalStack stack) {
        this.stack = stack;
    }

    void run() throws IOException, InterruptedException {
        var clients =
                new ProcessBuilder(
                                JavaCommand.ofMain(
                                        ModelClientsMain.class.getName(),
                                        classPath(),
                                        WORKER_OPTIONS,
                                        List.of(
                                                stack.url("simulator"),
                                                stack.env("GOOGLE_API_KEY"))))
                        .inheritIO()
                        .start();
        try {
            if (clients.waitFor() != 0) {
                throw new IllegalStateException("the models' clients could not be measured");
            }
        } finally {
            clients.destroyForcibly().waitFor();
        }
    }

    /** This bench's own, and the libraries of the built worker. */
    private static List<Path> classPath() throws IOException {
        var own =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of);
        try (var worker = Files.walk(WORKER)) {
            return Stream.concat(own, worker.filter(AiBench::isLibrary))
                    .map(Path::toAbsolutePath)
                    .toList();
        }
    }

    private static boolean isLibrary(Path file) {
        var within = WORKER.relativize(file);
        return file.toString().endsWith(".jar")
                && (within.startsWith("app") || within.startsWith("lib"));
    }
}
