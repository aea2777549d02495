package dev.switchboard.outbound.fence;

import dev.switchboard.outbound.provider.Deadline;

/** Action that is allowed only while the AI is the owner, and the storage of its result. */
public interface FencedAction<T> {

    /**
     * Runs within the fence's transaction: a statement that succeeds shows that the lock is still
     * held. Nothing of it happens after {@code deadline}.
     */
    T run(Deadline deadline);

    /** Stores the result of {@link #run}, in the fence's transaction. */
    void store(T result);

    /** Stores that the action was not run, in the fence's transaction. */
    void storeDenied();
}
