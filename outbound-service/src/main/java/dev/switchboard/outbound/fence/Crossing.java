package dev.switchboard.outbound.fence;

import dev.switchboard.outbound.provider.Deadline;

/** Something that only the AI may do while it has the line, and where its result is kept. */
public interface Crossing<T> {

    /**
     * Does it; nothing of it happens after {@code deadline}. It is called within the fence's
     * transaction: a statement that succeeds shows that the line is still held.
     */
    T act(Deadline deadline);

    /** Keeps what {@link #act} returned, in the fence's transaction. */
    void store(T result);

    /** Keeps that it was not done, in the fence's transaction. */
    void denied();
}
