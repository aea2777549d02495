package dev.switchboard.outbound.reply;

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
    private final Runnable assigned;

    /** Used on the polling thread alone. */
    private final Set<TopicPartition> owned = new HashSet<>();

    PacedRebalance(Lanes lanes, Channel channel, Pace pace, Runnable assigned) {
        super(lanes);
        this.assigned = assigned;
        this.channel = channel;
        this.pace = pace;
    }

    @Override
    public void onPartitionsAssigned(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        owned.addAll(partitions);
        share();
        assigned.run();
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
    }
}
