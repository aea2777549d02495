package dev.switchboard.outbound.reply;

import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.chassis.kafka.KeyedConsumers;
import dev.switchboard.chassis.kafka.TopicPartitions;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.outbound.delivery.ReplyDelivery;
import dev.switchboard.outbound.limit.SendRateLimiter;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.transcript.part.ParkedReplyStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
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
@Singleton
public class ReplyConsumer {
    private final Map<Channel, ParkedReplies> channels = new HashMap<>();
    private final List<Thread> pollers = new CopyOnWriteArrayList<>();

    ReplyConsumer(
            MessageSenders senders,
            ReplyDelivery delivery,
            ParkedReplyStore store,
            DeliverySettings settings,
            SendRateLimiter rateLimiter,
            KeyedConsumers consumers,
            TopicPartitions topicPartitions) {
        var served = senders.channels();
        for (var channel : served) {
            var filter = new ChannelFilter(channel, served);
            channels.put(
                    channel,
                    new ParkedReplies(
                            filter,
                            delivery,
                            store,
                            settings,
                            rateLimiter,
                            consumers,
                            topicPartitions));
        }
    }

    void start(@Observes StartupEvent started) {
        channels.forEach((channel, replies) ->
                pollers.add(Thread.ofVirtual().name("parked-" + channel).start(replies::poll)));
    }

    void stop(@Observes ShutdownEvent stopping) {
        pollers.forEach(Thread::interrupt);
    }

    /** Takes a record of a channel's consumer group; completes when there is room for more. */
    CompletionStage<Void> consume(Channel channel, Message<byte[]> record) {
        var replies = channels.get(channel);
        if (replies == null) {
            throw new IllegalArgumentException("no provider serves " + channel);
        }
        return replies.accept(record);
    }
}
