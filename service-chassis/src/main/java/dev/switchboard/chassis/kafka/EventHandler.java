package dev.switchboard.chassis.kafka;

import dev.switchboard.common.event.Event;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Handles the events of a topic. Called again for the same event after a crash: it must be
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

    /**
     * Accepts this handler's records, if several divide a topic among themselves; the others are
     * acknowledged without being decoded.
     */
    default boolean accepts(ConsumerRecord<String, byte[]> record) {
        return true;
    }

    /**
     * Called on the polling thread for each accepted record, before it waits in its lane. A failure
     * is left to the lane, which processes the record all the same.
     *
     * @param event decodes the event when asked, in this call only; the handler's first attempt
     *     gets the same instance, which is kept for it
     */
    default void arrived(Supplier<E> event) {}

    /**
     * Called on the polling thread when partitions were assigned, before their first record.
     *
     * @param owned all partitions of this instance
     */
    default void partitionsAssigned(Set<Integer> owned) {}

    /**
     * Called on the polling thread when partitions were revoked and their work has ended.
     *
     * @param owned partitions that are left to this instance
     */
    default void partitionsRevoked(Set<Integer> owned) {}
}
