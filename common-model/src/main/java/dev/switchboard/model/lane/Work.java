package dev.switchboard.model.lane;

/** One thing to do for a conversation. */
@FunctionalInterface
public interface Work {

    /**
     * Returns when it is done for good. May be called again for the same record after a crash or a
     * rebalance.
     *
     * @throws InterruptedException when it was told to stop before it was done
     */
    void run() throws InterruptedException;

    /** How much memory it takes while it waits and runs; always the same. */
    default int bytes() {
        return 0;
    }
}
