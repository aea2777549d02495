package dev.switchboard.outbound.fence;

import java.time.Duration;

/** A conversation's line, as a send sees it that has to wait. */
public interface Line extends AutoCloseable {

    /** What an operator says is sent whoever has the line. */
    Line NEVER_LOST =
            wait -> {
                Thread.sleep(wait);
                return false;
            };

    /**
     * Waits this long, or until the line is lost.
     *
     * @return whether it is lost, as far as is known: the {@link Fence} decides
     */
    boolean isLostWithin(Duration wait) throws InterruptedException;

    /** The send waits no more. */
    @Override
    default void close() {}
}
