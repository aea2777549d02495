package dev.switchboard.outbound.delivery;

import io.opentelemetry.context.Context;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs something to its end although its caller is told to stop: a send that is cut off in the
 * middle has an unknown outcome, which takes far longer to clear up than its end takes to come.
 */
final class Undisturbed {
    private Undisturbed() {}

    static void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /** The caller's interrupt, if one came, is still set when this returns. */
    static <T> T call(Supplier<T> work) {
        var task = new FutureTask<T>(Context.current().wrapSupplier(work)::get);
        Thread.ofVirtual().name("undisturbed").start(task);
        var interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unchecked(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException(failure);
        };
    }
}
