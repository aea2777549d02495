package dev.switchboard.operator.deadletter;

import dev.switchboard.chassis.kafka.KeyedConsumer;
import dev.switchboard.chassis.kafka.KeyedConsumers;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.topic.Topics;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reads {@code dead-letters} and stores each. */
@Singleton
public class DeadLetterConsumer {
    private static final String CHANNEL = "dead-letters";

    /** There should be none; many of them must not slow down calls of the API. */
    private static final int MAX_IN_FLIGHT = 4;

    private final KeyedConsumer<DeadLettered> consumer;

    DeadLetterConsumer(DeadLetterStore store, KeyedConsumers consumers) {
        consumer = consumers.create(CHANNEL, Topics.DEAD_LETTERS, MAX_IN_FLIGHT, store::keep);
    }

    @Incoming(CHANNEL)
    CompletionStage<Void> consume(Message<byte[]> record) {
        return consumer.accept(record);
    }
}
