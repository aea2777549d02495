package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.history.SessionReset;
import dev.switchboard.aiworker.inflight.InFlightTurns;
import dev.switchboard.aiworker.inflight.TurnSettings;
import dev.switchboard.chassis.kafka.EventHandler;
import dev.switchboard.chassis.kafka.KeyedConsumer;
import dev.switchboard.chassis.kafka.KeyedConsumers;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.topic.Topics;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads the topic {@code turns}: one turn of a conversation at a time, conversations in parallel.
 */
@Singleton
public class TurnConsumer implements EventHandler<TurnReady> {
    private static final String CHANNEL = "turns";

    private final InFlightTurns inFlight;
    private final UnlistedTurns unlisted;
    private final TurnHandler handler;
    private final KeyedConsumer<TurnReady> consumer;

    TurnConsumer(
            TurnSettings settings,
            InFlightTurns inFlight,
            UnlistedTurns unlisted,
            TurnHandler handler,
            KeyedConsumers consumers) {
        this.inFlight = inFlight;
        this.unlisted = unlisted;
        this.handler = handler;
        consumer = consumers.create(CHANNEL, Topics.TURNS, settings.maxInFlight(), this);
    }

    @Incoming(CHANNEL)
    CompletionStage<Void> consume(Message<byte[]> record) {
        return consumer.accept(record);
    }

    /**
     * Runs before the turn is in its lane, so that it cannot start before it counts as waiting. A
     * turn that needs no reply cancels nothing; one that begins anew is no part of a batch either.
     */
    @Override
    public void arrived(Supplier<TurnReady> event) {
        var turn = event.get();
        if (!(ResponseKind.of(turn.messages()) instanceof ResponseKind.NoReply)
                && SessionReset.last(turn.messages()).isEmpty()) {
            inFlight.arrived(turn);
        }
    }

    @Override
    public void handle(TurnReady turn) throws InterruptedException {
        inFlight.removeWaiting(turn);
        if (!unlisted.drop(turn)) {
            handler.handle(turn);
        }
    }

    @Override
    public void partitionsRevoked(Set<Integer> owned) {
        inFlight.clearWaiting();
    }
}
