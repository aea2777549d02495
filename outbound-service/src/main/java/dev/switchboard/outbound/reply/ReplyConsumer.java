package dev.switchboard.outbound.reply;

import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.chassis.lane.LaneConsumer;
import dev.switchboard.chassis.lane.LaneTools;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.lane.Lanes;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.delivery.ReplyDelivery;
import dev.switchboard.outbound.limit.SendRateLimiter;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.transcript.part.ParkedReplyStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads {@code replies}: those of a conversation in order, conversations in parallel. Each channel
 * has a consumer group of its own, so that a provider that is down fills only its own lanes; within
 * a channel each business number has a quota, beyond which its replies are parked.
 */
@ApplicationScoped
public class ReplyConsumer {
    private final Map<Channel, ChannelReplies> channels = new HashMap<>();
    private final SendRateLimiter rateLimiter;
    private final List<Thread> pollers = new CopyOnWriteArrayList<>();

    private record ChannelReplies(
            Lanes lanes, ParkedReplies parked, LaneConsumer<ReplyDecided> consumer) {}

    ReplyConsumer(
            MessageSenders senders,
            ReplyDelivery delivery,
            ParkedReplyStore store,
            DeliverySettings settings,
            SendRateLimiter rateLimiter,
            LaneTools tools) {
        this.rateLimiter = rateLimiter;
        var served = senders.channels();
        for (var channel : served) {
            var lanes = new Lanes("reply-" + channel.wireName(), settings.maxInFlight());
            var max = settings.maxInFlightPerNumber();
            var parked = new ParkedReplies(channel, lanes, delivery, store, max, tools);
            var filter = new ChannelFilter(channel, served);
            var consumer =
                    new LaneConsumer<>(Topics.REPLIES, lanes, parked::deliver, filter, tools);
            channels.put(channel, new ChannelReplies(lanes, parked, consumer));
        }
    }

    void start(@Observes StartupEvent started) {
        channels.forEach(
                (channel, replies) ->
                        pollers.add(
                                Thread.ofVirtual()
                                        .name("parked-" + channel)
                                        .start(replies.parked()::poll)));
    }

    void stop(@Observes ShutdownEvent stopping) {
        pollers.forEach(Thread::interrupt);
    }

    /** Takes a record of a channel's consumer group; completes when it is done. */
    CompletionStage<Void> consume(Channel channel, Message<byte[]> record) {
        return of(channel).consumer().accept(record);
    }

    /** Listener of a channel's consumer group. */
    KafkaConsumerRebalanceListener rebalance(Channel channel) {
        var replies = of(channel);
        return new RateLimitRebalanceListener(
                replies.lanes(), channel, rateLimiter, replies.parked()::setPartitions);
    }

    private ChannelReplies of(Channel channel) {
        var replies = channels.get(channel);
        if (replies == null) {
            throw new IllegalArgumentException("no provider serves " + channel);
        }
        return replies;
    }
}
