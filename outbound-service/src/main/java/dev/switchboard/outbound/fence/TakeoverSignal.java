package dev.switchboard.outbound.fence;

import java.time.Duration;

/** Signal that ends the waits of one send when its conversation is taken over. */
public interface TakeoverSignal extends AutoCloseable {

    /** For an operator's replies, which are sent whoever the owner is. */
    TakeoverSignal NEVER =
            timeout -> {
                Thread.sleep(timeout);
                return false;
            };

    /**
     * Waits until the conversation is taken over or the timeout has passed.
     *
     * @return whether it was taken over, as far as is known: the {@link Fence} decides
     */
    boolean awaitTakeover(Duration timeout) throws InterruptedException;

    /** Stops listening. */
    @Override
    default void close() {}
}
