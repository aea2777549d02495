package dev.switchboard.chassis.kafka;

/** One task of a lane. */
@FunctionalInterface
public interface LaneTask {

    /**
     * Returns when the task is finished. May be called again for the same record after a crash or a
     * rebalance.
     *
     * @throws InterruptedException when it was told to stop before it was finished
     */
    void run() throws InterruptedException;

    /** Returns the bytes it occupies while it waits and runs; always the same. */
    default int bytes() {
        return 0;
    }
}
