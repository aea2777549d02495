package dev.switchboard.aiworker.turn;

import dev.switchboard.chassis.lane.LaneConsumer;
import dev.switchboard.chassis.lane.LaneRebalance;
import dev.switchboard.chassis.lane.LaneTools;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.lane.Lanes;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.model.wire.EventCodec;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Reads the topic {@code turns}: one turn of a conversation at a time, conversations side by side.
 */
@ApplicationScoped
public class TurnConsumer {
    private static final Logger LOG = Logger.getLogger(TurnConsumer.class);

    private final Interruptions interruptions;
    private final Lanes lanes;
    private final LaneConsumer<TurnReady> consumer;

    TurnConsumer(
            TurnSettings settings, Interruptions interruptions, TurnWork work, LaneTools tools) {
        this.interruptions = interruptions;
        lanes = new Lanes("turn", settings.mostInFlight());
        consumer = new LaneConsumer<>(Topics.TURNS, lanes, work::handle, tools);
    }

    @Incoming("turns")
    CompletionStage<Void> consume(Message<byte[]> record) {
        announce(record.getPayload());
        return consumer.accept(record);
    }

    /** Before the turn is in its lane, so that it cannot begin before it is known to wait. */
    private void announce(byte[] record) {
        try {
            interruptions.arrived(EventCodec.decode(TurnReady.class, record), record);
        } catch (RuntimeException e) {
            // An exception here would end the channel for good; the lane decides what it means.
            LOG.debugf("Record left to its lane, which sets it aside cause=%s", e.getMessage());
        }
    }

    /** Stops the lanes of partitions that go to another instance. */
    KafkaConsumerRebalanceListener rebalance() {
        return new LaneRebalance(lanes) {
            @Override
            public void onPartitionsRevoked(
                    Consumer<?, ?> kafka, Collection<TopicPartition> partitions) {
                super.onPartitionsRevoked(kafka, partitions);
                interruptions.forgetWaiting();
            }
        };
    }

    /** Gives the connector the listener by the channel's name. */
    static final class Rebalance {

        @Produces
        @Identifier("turns")
        @ApplicationScoped
        KafkaConsumerRebalanceListener listener(TurnConsumer turns) {
            return turns.rebalance();
        }
    }
}
