package dev.switchboard.outbound.reply;

import dev.switchboard.chassis.lane.LaneConsumer;
import dev.switchboard.chassis.lane.LaneRebalance;
import dev.switchboard.chassis.lane.LaneTools;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.lane.Lanes;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.outbound.delivery.DeliverySettings;
import dev.switchboard.outbound.delivery.ReplyDelivery;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads {@code replies}: a conversation's replies one after the other, conversations side by side.
 */
@ApplicationScoped
public class ReplyConsumer {
    private final Lanes lanes;
    private final LaneConsumer<ReplyDecided> consumer;

    ReplyConsumer(ReplyDelivery delivery, DeliverySettings settings, LaneTools tools) {
        lanes = new Lanes("reply", settings.mostInFlight());
        consumer = new LaneConsumer<>(Topics.REPLIES, lanes, delivery::deliver, tools);
    }

    @Incoming("replies")
    CompletionStage<Void> consume(Message<byte[]> record) {
        return consumer.accept(record);
    }

    @Produces
    @Identifier("replies")
    @ApplicationScoped
    KafkaConsumerRebalanceListener rebalance() {
        return new LaneRebalance(lanes);
    }
}
