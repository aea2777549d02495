package dev.switchboard.system.scenario;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Runs an action for many elements with bounded concurrency. */
final class Concurrently {
    private Concurrently() {}

    /** Returns when it is done for all; an exception of one of them is thrown. */
    static <T> void forEach(List<T> all, int maxConcurrent, Consumer<T> action) {
        var permits = new Semaphore(maxConcurrent);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done =
                    all.stream()
                            .<Future<?>>map(
                                    each -> threads.submit(() -> one(each, permits, action)))
                            .toList();
            done.forEach(Concurrently::await);
        }
    }

    private static <T> void one(T each, Semaphore permits, Consumer<T> action) {
        permits.acquireUninterruptibly();
        try {
            action.accept(each);
        } finally {
            permits.release();
        }
    }

    private static void await(Future<?> done) {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a customer could not act: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
