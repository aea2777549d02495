package dev.switchboard.outbound.fence;

import dev.switchboard.channels.send.Deadline;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Action that is allowed only while the AI is the owner, and the storage of its result.
 *
 * @param action runs within the fence's transaction: a statement that succeeds shows that the lock
 *     is still held. Nothing of it happens after the deadline.
 * @param store stores the action's result, in the fence's transaction
 * @param storeDenied stores that the action was not run, in the fence's transaction
 */
public record FencedAction<T>(
        Function<Deadline, T> action, Consumer<T> store, Runnable storeDenied) {}
