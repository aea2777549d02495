package dev.switchboard.benchmarks.pipeline;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Output of {@code ./switchboard up}, copied to a file, until the line that says it is ready. */
final class ProductOutput {
    private static final Pattern READY = Pattern.compile("READY after ([0-9.]+) s.*");
    private static final int LINES_SHOWN = 15;

    private final Path log;
    private final CompletableFuture<Double> ready = new CompletableFuture<>();
    private final ArrayDeque<String> newest = new ArrayDeque<>();

    ProductOutput(Path log) {
        this.log = log;
    }

    /** Reads on a thread of its own until the process closes its output. */
    void follow(Process product) {
        Thread.ofPlatform().daemon().name("output of up").start(() -> copy(product));
    }

    /** Seconds until it was ready, by its own clock. */
    double awaitReady(Duration timeout) throws InterruptedException {
        try {
            return ready.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new MeasurementException(
                    "the product was not ready after " + timeout + "; its output is in " + log);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MeasurementException known
                    ? known
                    : new MeasurementException("the product did not start", e);
        }
    }

    private void copy(Process product) {
        try (var lines = product.inputReader();
                var file = Files.newBufferedWriter(log)) {
            copy(lines, file);
            fail("the product ended before it was ready");
        } catch (IOException e) {
            fail("the output of the product cannot be read: " + e);
        }
    }

    private void copy(BufferedReader lines, BufferedWriter file) throws IOException {
        String line;
        while ((line = lines.readLine()) != null) {
            file.write(line + System.lineSeparator());
            file.flush();
            newest.addLast(line);
            if (newest.size() > LINES_SHOWN) {
                newest.removeFirst();
            }
            var found = READY.matcher(line);
            if (found.matches()) {
                ready.complete(Double.parseDouble(found.group(1)));
            }
        }
    }

    private void fail(String message) {
        ready.completeExceptionally(
                new MeasurementException(
                        "%s; %s ends with%n  %s"
                                .formatted(message, log, String.join("\n  ", newest))));
    }
}
