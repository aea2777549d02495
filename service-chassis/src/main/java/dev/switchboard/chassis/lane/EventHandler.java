package dev.switchboard.chassis.lane;

import dev.switchboard.model.event.Event;

/**
 * What a service does with one event. Called again for the same event after a crash: it must be
 * idempotent by id.
 */
@FunctionalInterface
public interface EventHandler<E extends Event> {

    /**
     * Returns when everything the event asks for has happened for good.
     *
     * @throws InterruptedException when told to stop before that, because the partition now belongs
     *     to another instance
     * @throws NotHandledException when all is done that can be, and the record is to be set aside
     * @throws RuntimeException when the surroundings are down (it is called again after a while) or
     *     by a bug (it is called again a few times, then the record is set aside)
     */
    void handle(E event) throws InterruptedException;
}
