package dev.switchboard.outbound.fence;

import dev.switchboard.channels.send.Permit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Action that is allowed only while the AI is the owner, and the storage of its result.
 *
 * @param action prepares its request, asks the permit on the calling thread, and makes the request
 *     if it is allowed; nothing of it happens after the permit's deadline
 * @param store stores the action's result, in the fence's transaction
 * @param storeDenied stores that the request was not made, in the fence's transaction
 */
public record FencedAction<T>(
        Function<Permit, T> action, Consumer<T> store, Runnable storeDenied) {}
