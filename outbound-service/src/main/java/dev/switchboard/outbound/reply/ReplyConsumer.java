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
import dev.switchboard.transcript.part.ParkedReplyStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads {@code replies}: a conversation's replies one after the other, conversations side by side.
 * Each provider's replies are read by a consumer group of their own, so that those of a provider
 * that is down fill up their own room only and hold up nobody else; within a provider each business
 * number has a quota, beyond which its replies are parked.
 */
@ApplicationScoped
public class ReplyConsumer {
    private final Lanes twilioLanes;
    private final Lanes metaLanes;
    private final LaneConsumer<ReplyDecided> twilio;
    private final LaneConsumer<ReplyDecided> meta;
    private final ParkedReplies parkedTwilio;
    private final ParkedReplies parkedMeta;
    private final Pace pace;
    private final List<Thread> watches = new CopyOnWriteArrayList<>();

    ReplyConsumer(
            ReplyDelivery delivery,
            ParkedReplyStore store,
            DeliverySettings settings,
            Pace pace,
            LaneTools tools) {
        this.pace = pace;
        twilioLanes = new Lanes("reply-twilio", settings.mostInFlight());
        metaLanes = new Lanes("reply-meta", settings.mostInFlight());
        var max = settings.maxInFlightPerNumber();
        parkedTwilio = new ParkedReplies(Channel.TWILIO, twilioLanes, delivery, store, max);
        parkedMeta = new ParkedReplies(Channel.META, metaLanes, delivery, store, max);
        twilio = consumer(Channel.TWILIO, twilioLanes, parkedTwilio, tools);
        meta = consumer(Channel.META, metaLanes, parkedMeta, tools);
    }

    void start(@Observes StartupEvent started) {
        watches.add(Thread.ofVirtual().name("parked-twilio").start(parkedTwilio::watch));
        watches.add(Thread.ofVirtual().name("parked-meta").start(parkedMeta::watch));
    }

    void stop(@Observes ShutdownEvent stopping) {
        watches.forEach(Thread::interrupt);
    }

    private static LaneConsumer<ReplyDecided> consumer(
            Channel channel, Lanes lanes, ParkedReplies replies, LaneTools tools) {
        return new LaneConsumer<>(
                Topics.REPLIES, lanes, replies::deliver, new Share(channel), tools);
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
        return new PacedRebalance(twilioLanes, Channel.TWILIO, pace, parkedTwilio::partitionsAre);
    }

    @Produces
    @Identifier("replies-meta")
    @ApplicationScoped
    KafkaConsumerRebalanceListener rebalanceMeta() {
        return new PacedRebalance(metaLanes, Channel.META, pace, parkedMeta::partitionsAre);
    }
}
