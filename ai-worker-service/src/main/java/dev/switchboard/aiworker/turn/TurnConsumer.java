package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.inflight.InFlightTurns;
import dev.switchboard.aiworker.inflight.TurnSettings;
import dev.switchboard.chassis.lane.LaneConsumer;
import dev.switchboard.chassis.lane.LaneRebalance;
import dev.switchboard.chassis.lane.LaneTools;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.lane.Lanes;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
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
 * Reads the topic {@code turns}: one turn of a conversation at a time, conversations in parallel.
 */
@ApplicationScoped
public class TurnConsumer {
    private static final Logger LOG = Logger.getLogger(TurnConsumer.class);

    private final InFlightTurns inFlight;
    private final Lanes lanes;
    private final LaneConsumer<TurnReady> consumer;

    TurnConsumer(
            TurnSettings settings, InFlightTurns inFlight, TurnHandler handler, LaneTools tools) {
        this.inFlight = inFlight;
        lanes = new Lanes("turn", settings.maxInFlight());
        consumer = new LaneConsumer<>(Topics.TURNS, lanes, handler::handle, tools);
    }

    @Incoming("turns")
    CompletionStage<Void> consume(Message<byte[]> record) {
        registerArrival(record.getPayload());
        return consumer.accept(record);
    }

    /**
     * Runs before the turn is in its lane, so that it cannot start before it counts as waiting. A
     * turn that needs no reply cancels nothing.
     */
    private void registerArrival(byte[] record) {
        try {
            var turn = EventCodec.decode(TurnReady.class, record);
            if (!(ResponseKind.of(turn.messages()) instanceof ResponseKind.NoReply)) {
                inFlight.arrived(turn, record);
            }
        } catch (RuntimeException e) {
            // An exception here would end the channel for good; the lane dead-letters the record.
            LOG.debugf("Turn not registered, left to its lane cause=%s", e.getMessage());
        }
    }

    /** Stops the lanes of partitions that go to another instance. */
    KafkaConsumerRebalanceListener rebalance() {
        return new LaneRebalance(lanes) {
            @Override
            public void onPartitionsRevoked(
                    Consumer<?, ?> kafka, Collection<TopicPartition> partitions) {
                super.onPartitionsRevoked(kafka, partitions);
                inFlight.clearWaiting();
            }
        };
    }

    /** Registers the listener under the channel's name. */
    static final class Rebalance {

        @Produces
        @Identifier("turns")
        @ApplicationScoped
        KafkaConsumerRebalanceListener listener(TurnConsumer turns) {
            return turns.rebalance();
        }
    }
}
