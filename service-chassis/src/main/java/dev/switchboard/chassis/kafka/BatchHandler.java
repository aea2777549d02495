package dev.switchboard.chassis.kafka;

import dev.switchboard.common.event.Event;
import java.util.List;

/**
 * Handles the events of one poll together. Called again for the same events, in other batches and
 * one by one, after a failure, a crash or a rebalance, where another instance may still be at them:
 * it must be idempotent by id and conditional on what is stored.
 */
@FunctionalInterface
public interface BatchHandler<E extends Event> {

    /**
     * Returns when all events are fully and durably processed.
     *
     * @param events one or more; those of one key in the order of the topic
     * @throws InterruptedException when told to stop before that
     * @throws UnprocessableEventException when nothing more can be done for one of them; it is
     *     dead-lettered once it is given alone
     * @throws RuntimeException when the infrastructure is down (retried with backoff) or by a bug
     *     (the batch is divided, and a record that fails alone a few times is dead-lettered)
     */
    void handle(List<E> events) throws InterruptedException;

    /**
     * Returns whether the event is to be given alone, after the rest of its batch, because the
     * others shall not wait for it. Such events of one key keep their order among each other, and
     * none towards the key's other events.
     */
    default boolean isAlone(E event) {
        return false;
    }
}
