package dev.switchboard.outbound.delivery;

import io.opentelemetry.context.Context;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs an action to its end although its caller is interrupted: an interrupted send has an unknown
 * outcome, which takes far longer to reconcile than the send takes to end.
 */
final class Uninterruptibly {
    private Uninterruptibly() {}

    /** The caller's interrupt, if one came, is still set when this returns. */
    static <T> T call(Supplier<T> action) {
        var task = new FutureTask<T>(Context.current().wrapSupplier(action)::get);
        Thread.ofVirtual().name("uninterruptibly").start(task);
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
