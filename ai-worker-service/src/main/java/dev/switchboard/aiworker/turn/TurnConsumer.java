package dev.switchboard.aiworker.turn;

import dev.switchboard.chassis.lane.LaneConsumer;
import dev.switchboard.chassis.lane.LaneRebalance;
import dev.switchboard.chassis.lane.LaneTools;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.lane.Lanes;
import dev.switchboard.model.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads the topic {@code turns}: one turn of a conversation at a time, conversations side by side.
 */
@ApplicationScoped
public class TurnConsumer {
    private final Lanes lanes;
    private final LaneConsumer<TurnReady> consumer;

    TurnConsumer(TurnConfig config, TurnWork work, LaneTools tools) {
        lanes = new Lanes("turn", config.mostInFlight());
        consumer = new LaneConsumer<>(Topics.TURNS, lanes, work::handle, tools);
    }

    @Incoming("turns")
    CompletionStage<Void> consume(Message<byte[]> record) {
        return consumer.accept(record);
    }

    Lanes lanes() {
        return lanes;
    }

    /** Gives the connector what stops the lanes of partitions that go to another instance. */
    static final class Rebalance {

        @Produces
        @Identifier("turns")
        @ApplicationScoped
        KafkaConsumerRebalanceListener listener(TurnConsumer turns) {
            return new LaneRebalance(turns.lanes());
        }
    }
}
