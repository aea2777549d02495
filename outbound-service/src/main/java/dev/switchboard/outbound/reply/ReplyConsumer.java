package dev.switchboard.outbound.reply;

import dev.switchboard.chassis.lane.LaneConsumer;
import dev.switchboard.chassis.lane.LaneTools;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.lane.Lanes;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.delivery.DeliverySettings;
import dev.switchboard.outbound.delivery.ReplyDelivery;
import dev.switchboard.outbound.limit.SendRateLimiter;
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
 * Reads {@code replies}: those of a conversation in order, conversations in parallel. Each provider
 * has a consumer group of its own, so that one that is down fills only its own lanes; within a
 * provider each business number has a quota, beyond which its replies are parked.
 */
@ApplicationScoped
public class ReplyConsumer {
    private final Lanes twilioLanes;
    private final Lanes metaLanes;
    private final LaneConsumer<ReplyDecided> twilio;
    private final LaneConsumer<ReplyDecided> meta;
    private final ParkedReplies parkedTwilio;
    private final ParkedReplies parkedMeta;
    private final SendRateLimiter rateLimiter;
    private final List<Thread> pollers = new CopyOnWriteArrayList<>();

    ReplyConsumer(
            ReplyDelivery delivery,
            ParkedReplyStore store,
            DeliverySettings settings,
            SendRateLimiter rateLimiter,
            LaneTools tools) {
        this.rateLimiter = rateLimiter;
        twilioLanes = new Lanes("reply-twilio", settings.maxInFlight());
        metaLanes = new Lanes("reply-meta", settings.maxInFlight());
        var max = settings.maxInFlightPerNumber();
        parkedTwilio = new ParkedReplies(Channel.TWILIO, twilioLanes, delivery, store, max, tools);
        parkedMeta = new ParkedReplies(Channel.META, metaLanes, delivery, store, max, tools);
        twilio = consumer(Channel.TWILIO, twilioLanes, parkedTwilio, tools);
        meta = consumer(Channel.META, metaLanes, parkedMeta, tools);
    }

    void start(@Observes StartupEvent started) {
        pollers.add(Thread.ofVirtual().name("parked-twilio").start(parkedTwilio::poll));
        pollers.add(Thread.ofVirtual().name("parked-meta").start(parkedMeta::poll));
    }

    void stop(@Observes ShutdownEvent stopping) {
        pollers.forEach(Thread::interrupt);
    }

    private static LaneConsumer<ReplyDecided> consumer(
            Channel channel, Lanes lanes, ParkedReplies replies, LaneTools tools) {
        return new LaneConsumer<>(
                Topics.REPLIES, lanes, replies::deliver, new ChannelFilter(channel), tools);
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
        return new RateLimitRebalanceListener(
                twilioLanes, Channel.TWILIO, rateLimiter, parkedTwilio::setPartitions);
    }

    @Produces
    @Identifier("replies-meta")
    @ApplicationScoped
    KafkaConsumerRebalanceListener rebalanceMeta() {
        return new RateLimitRebalanceListener(
                metaLanes, Channel.META, rateLimiter, parkedMeta::setPartitions);
    }
}
