package dev.switchboard.operator.deadletter;

import dev.switchboard.chassis.lane.LaneConsumer;
import dev.switchboard.chassis.lane.LaneRebalance;
import dev.switchboard.chassis.lane.LaneTools;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.lane.Lanes;
import dev.switchboard.common.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reads {@code dead-letters} and stores each. */
@ApplicationScoped
public class DeadLetterConsumer {
    /** There should be none; many of them must not slow down calls of the API. */
    private static final int MAX_IN_FLIGHT = 4;

    private final Lanes lanes = new Lanes("dead-letters", MAX_IN_FLIGHT);
    private final LaneConsumer<DeadLettered> consumer;

    DeadLetterConsumer(DeadLetterStore store, LaneTools tools) {
        this.consumer = new LaneConsumer<>(Topics.DEAD_LETTERS, lanes, store::keep, tools);
    }

    @Incoming("dead-letters")
    CompletionStage<Void> consume(Message<byte[]> record) {
        return consumer.accept(record);
    }

    @Produces
    @Identifier("dead-letters")
    @ApplicationScoped
    KafkaConsumerRebalanceListener rebalance() {
        return new LaneRebalance(lanes);
    }
}
