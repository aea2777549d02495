package dev.switchboard.outbound.reply;

import static java.util.stream.Collectors.toSet;

import dev.switchboard.chassis.lane.LaneRebalance;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.lane.Lanes;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.outbound.pace.Pace;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Tells the pace how many of a channel's conversations are this instance's. */
final class PacedRebalance extends LaneRebalance {
    private final Channel channel;
    private final Pace pace;
    private final java.util.function.Consumer<Set<Integer>> told;

    /** Used on the polling thread alone. */
    private final Set<TopicPartition> owned = new HashSet<>();

    PacedRebalance(
            Lanes lanes,
            Channel channel,
            Pace pace,
            java.util.function.Consumer<Set<Integer>> told) {
        super(lanes);
        this.told = told;
        this.channel = channel;
        this.pace = pace;
    }

    @Override
    public void onPartitionsAssigned(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        owned.addAll(partitions);
        share();
        super.onPartitionsAssigned(consumer, partitions);
    }

    @Override
    public void onPartitionsRevoked(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        super.onPartitionsRevoked(consumer, partitions);
        owned.removeAll(partitions);
        share();
    }

    private void share() {
        pace.shareIs(channel, owned.size(), Topics.REPLIES.partitions());
        told.accept(owned.stream().map(TopicPartition::partition).collect(toSet()));
    }
}
