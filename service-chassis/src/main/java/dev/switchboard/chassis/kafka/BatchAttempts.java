package dev.switchboard.chassis.kafka;

import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.event.Event;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Calls a handler for the records of a batch until each is handled or dead-lettered. While the
 * infrastructure is down it retries with backoff; a batch that fails by a bug is halved until the
 * record that fails is alone, which {@link RecordAttempts} processes.
 */
final class BatchAttempts<E extends Event> {
    private static final Logger LOG = Logger.getLogger(BatchAttempts.class);

    private final Topic<E> topic;
    private final BatchHandler<E> handler;
    private final RecordAttempts attempts;
    private final RunningConsumers running;

    BatchAttempts(
            Topic<E> topic,
            BatchHandler<E> handler,
            RecordAttempts attempts,
            RunningConsumers running) {
        this.topic = topic;
        this.handler = handler;
        this.attempts = attempts;
        this.running = running;
    }

    /**
     * Processes the records in their order, except those that are to be handled alone.
     *
     * @return those, in their order
     * @throws InterruptedException when told to stop before the end
     */
    List<ConsumerRecord<String, byte[]>> process(List<ConsumerRecord<String, byte[]>> records)
            throws InterruptedException {
        var together = new ArrayList<Item<E>>(records.size());
        var alone = new ArrayList<ConsumerRecord<String, byte[]>>();
        for (var record : records) {
            try {
                var event = decode(record);
                if (handler.isAlone(event)) {
                    alone.add(record);
                } else {
                    together.add(new Item<>(record, event));
                }
            } catch (UndecodableException _) {
                processAlone(record);
            }
        }
        processTogether(together);
        return alone;
    }

    void processAlone(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        attempts.process(record, () -> handler.handle(List.of(decode(record))));
    }

    private E decode(ConsumerRecord<String, byte[]> record) {
        return EventCodec.decode(topic.eventType(), record.value());
    }

    private void processTogether(List<Item<E>> items) throws InterruptedException {
        if (items.size() == 1) {
            var only = items.getFirst();
            attempts.process(only.record(), () -> handler.handle(List.of(only.event())));
        } else if (!items.isEmpty() && !isHandled(items)) {
            var half = items.size() / 2;
            processTogether(items.subList(0, half));
            processTogether(items.subList(half, items.size()));
        }
    }

    /** Returns false if one of the events fails by itself or by a bug. */
    private boolean isHandled(List<Item<E>> items) throws InterruptedException {
        var events = items.stream().map(Item::event).toList();
        for (var attempt = 1; ; attempt++) {
            try {
                handler.handle(events);
                return true;
            } catch (RuntimeException | Error e) {
                running.throwIfInterrupted(e);
                var isDown = InfrastructureFailures.isDown(e);
                LOG.warnf(
                        LoggableFailure.of(e),
                        "Batch processing failed, %s topic=%s records=%d attempt=%d",
                        isDown ? "retrying" : "dividing",
                        topic.name(),
                        events.size(),
                        attempt);
                if (!isDown) {
                    return false;
                }
                Thread.sleep(RecordAttempts.BACKOFF.after(attempt));
            }
        }
    }

    /** Record with its event. */
    private record Item<E>(ConsumerRecord<String, byte[]> record, E event) {}
}
