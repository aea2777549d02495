package dev.switchboard.system.scenario;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Does one thing for many, a bounded number at once. */
final class Crowd {
    private Crowd() {}

    /** Returns when it is done for all; what one of them throws is thrown. */
    static <T> void forEach(List<T> all, int atOnce, Consumer<T> action) {
        var free = new Semaphore(atOnce);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done =
                    all.stream()
                            .<Future<?>>map(each -> threads.submit(() -> one(each, free, action)))
                            .toList();
            done.forEach(Crowd::await);
        }
    }

    private static <T> void one(T each, Semaphore free, Consumer<T> action) {
        free.acquireUninterruptibly();
        try {
            action.accept(each);
        } finally {
            free.release();
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
