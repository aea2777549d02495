package dev.switchboard.outbound.reply;

import dev.switchboard.chassis.lane.LaneConsumer;
import dev.switchboard.chassis.lane.LaneTools;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.lane.Lanes;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.outbound.delivery.DeliverySettings;
import dev.switchboard.outbound.delivery.ReplyDelivery;
import dev.switchboard.outbound.pace.Pace;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads {@code replies}: a conversation's replies one after the other, conversations side by side.
 * Each provider's replies are read by a consumer group of their own, so that those of a provider
 * that is down fill up their own room only and hold up nobody else.
 */
@ApplicationScoped
public class ReplyConsumer {
    private final Lanes twilioLanes;
    private final Lanes metaLanes;
    private final LaneConsumer<ReplyDecided> twilio;
    private final LaneConsumer<ReplyDecided> meta;
    private final Pace pace;

    ReplyConsumer(ReplyDelivery delivery, DeliverySettings settings, Pace pace, LaneTools tools) {
        this.pace = pace;
        twilioLanes = new Lanes("reply-twilio", settings.mostInFlight());
        metaLanes = new Lanes("reply-meta", settings.mostInFlight());
        twilio = consumer(Channel.TWILIO, twilioLanes, delivery, tools);
        meta = consumer(Channel.META, metaLanes, delivery, tools);
    }

    private static LaneConsumer<ReplyDecided> consumer(
            Channel channel, Lanes lanes, ReplyDelivery delivery, LaneTools tools) {
        return new LaneConsumer<>(
                Topics.REPLIES, lanes, delivery::deliver, new Share(channel), tools);
    }

    @Incoming("replies-twilio")
    CompletionStage<Void> consumeTwilio(Message<byte[]> record) {
        return twilio.accept(record);
    }

    @Incoming("replies-meta")
    CompletionStage<Void> consumeMeta(Message<byte[]> record) {
        return meta.accept(record);
    }

    @Produces
    @Identifier("replies-twilio")
    @ApplicationScoped
    KafkaConsumerRebalanceListener rebalanceTwilio() {
        return new PacedRebalance(twilioLanes, Channel.TWILIO, pace);
    }

    @Produces
    @Identifier("replies-meta")
    @ApplicationScoped
    KafkaConsumerRebalanceListener rebalanceMeta() {
        return new PacedRebalance(metaLanes, Channel.META, pace);
    }
}
