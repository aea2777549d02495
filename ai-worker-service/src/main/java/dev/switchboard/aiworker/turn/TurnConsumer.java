package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.history.SessionReset;
import dev.switchboard.aiworker.inflight.InFlightTurns;
import dev.switchboard.aiworker.inflight.TurnSettings;
import dev.switchboard.chassis.kafka.EventHandler;
import dev.switchboard.chassis.kafka.KeyedConsumer;
import dev.switchboard.chassis.kafka.KeyedConsumers;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Reads the topic {@code turns}: one turn of a conversation at a time, conversations in parallel.
 */
@Singleton
public class TurnConsumer implements EventHandler<TurnReady> {
    private static final Logger LOG = Logger.getLogger(TurnConsumer.class);
    private static final String CHANNEL = "turns";

    private final InFlightTurns inFlight;
    private final TurnHandler handler;
    private final KeyedConsumer<TurnReady> consumer;

    TurnConsumer(
            TurnSettings settings,
            InFlightTurns inFlight,
            TurnHandler handler,
            KeyedConsumers consumers) {
        this.inFlight = inFlight;
        this.handler = handler;
        consumer = consumers.create(CHANNEL, Topics.TURNS, settings.maxInFlight(), this);
    }

    @Incoming(CHANNEL)
    CompletionStage<Void> consume(Message<byte[]> record) {
        registerArrival(record.getPayload());
        return consumer.accept(record);
    }

    /**
     * Runs before the turn is in its lane, so that it cannot start before it counts as waiting. A
     * turn that needs no reply cancels nothing; one that begins anew is no part of a batch either.
     */
    private void registerArrival(byte[] record) {
        try {
            var turn = EventCodec.decode(TurnReady.class, record);
            if (!(ResponseKind.of(turn.messages()) instanceof ResponseKind.NoReply)
                    && SessionReset.last(turn.messages()).isEmpty()) {
                inFlight.arrived(turn, record);
            }
        } catch (RuntimeException e) {
            // An exception here would end the channel for good; the lane dead-letters the record.
            LOG.debugf("Turn not registered, left to its lane cause=%s", e.getMessage());
        }
    }

    @Override
    public void handle(TurnReady turn) throws InterruptedException {
        handler.handle(turn);
    }

    @Override
    public void partitionsRevoked(Set<Integer> owned) {
        inFlight.clearWaiting();
    }
}
