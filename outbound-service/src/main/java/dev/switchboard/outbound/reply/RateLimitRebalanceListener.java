package dev.switchboard.outbound.reply;

import static java.util.stream.Collectors.toSet;

import dev.switchboard.chassis.lane.LaneRebalance;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.lane.Lanes;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.limit.SendRateLimiter;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Updates the rate limiter's share of a channel when partitions are assigned or revoked. */
final class RateLimitRebalanceListener extends LaneRebalance {
    private final Channel channel;
    private final SendRateLimiter rateLimiter;
    private final java.util.function.Consumer<Set<Integer>> listener;

    /** Used on the polling thread only. */
    private final Set<TopicPartition> owned = new HashSet<>();

    RateLimitRebalanceListener(
            Lanes lanes,
            Channel channel,
            SendRateLimiter rateLimiter,
            java.util.function.Consumer<Set<Integer>> listener) {
        super(lanes);
        this.listener = listener;
        this.channel = channel;
        this.rateLimiter = rateLimiter;
    }

    @Override
    public void onPartitionsAssigned(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        owned.addAll(partitions);
        updateShare();
        super.onPartitionsAssigned(consumer, partitions);
    }

    @Override
    public void onPartitionsRevoked(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        super.onPartitionsRevoked(consumer, partitions);
        owned.removeAll(partitions);
        updateShare();
    }

    private void updateShare() {
        rateLimiter.setShare(channel, owned.size(), Topics.REPLIES.partitions());
        listener.accept(owned.stream().map(TopicPartition::partition).collect(toSet()));
    }
}
