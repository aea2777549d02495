package dev.switchboard.chassis.lane;

import dev.switchboard.common.event.Event;

/**
 * Handles one event of a topic. Called again for the same event after a crash: it must be
 * idempotent by id.
 */
@FunctionalInterface
public interface EventHandler<E extends Event> {

    /**
     * Returns when the event is fully and durably processed.
     *
     * @throws InterruptedException when told to stop before that, because the partition now belongs
     *     to another instance
     * @throws UnprocessableEventException when nothing more can be done, and the record is to be
     *     dead-lettered
     * @throws RuntimeException when the infrastructure is down (retried with backoff) or by a bug
     *     (retried a few times, then the record is dead-lettered)
     */
    void handle(E event) throws InterruptedException;
}
