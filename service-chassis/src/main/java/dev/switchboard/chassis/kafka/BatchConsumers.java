package dev.switchboard.chassis.kafka;

import dev.switchboard.common.event.Event;
import dev.switchboard.common.topic.Topic;
import jakarta.inject.Singleton;

/** Creates the batch consumers of a service. */
@Singleton
public class BatchConsumers {
    private final RecordAttempts attempts;
    private final RunningConsumers running;

    BatchConsumers(DeadLetters deadLetters, RunningConsumers running) {
        this.attempts = new RecordAttempts(deadLetters, running);
        this.running = running;
    }

    /**
     * Creates the consumer of a channel, whose batches are to be given to {@link
     * BatchConsumer#accept}.
     *
     * @param channel name by which {@code mp.messaging.incoming} configures it, with {@code
     *     batch=true}
     */
    public <E extends Event> BatchConsumer<E> create(
            String channel, Topic<E> topic, BatchHandler<E> handler) {
        var consumer =
                new BatchConsumer<>(
                        channel, new BatchAttempts<>(topic, handler, attempts, running));
        running.add(consumer::stop);
        return consumer;
    }
}
