package dev.switchboard.aiworker.turn;

import dev.switchboard.chassis.lane.UnprocessableEventException;
import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.transcript.reply.ReplyStore;
import dev.switchboard.transcript.reply.TurnResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Handles a turn: records it, has it decided once, and publishes its reply. After a crash the same
 * turn takes the same steps and finds what is already done.
 */
@ApplicationScoped
public class TurnHandler {
    private final InFlightTurns inFlight;
    private final TurnRecorder recorder;
    private final ReplyStore replies;
    private final TurnDecision decision;
    private final HintPublisher hints;
    private final EventPublisher publisher;

    TurnHandler(
            InFlightTurns inFlight,
            TurnRecorder recorder,
            ReplyStore replies,
            TurnDecision decision,
            HintPublisher hints,
            EventPublisher publisher) {
        this.inFlight = inFlight;
        this.recorder = recorder;
        this.replies = replies;
        this.decision = decision;
        this.hints = hints;
        this.publisher = publisher;
    }

    /**
     * Returns when the turn's reply, if it gets one, is in the topic {@code replies}.
     *
     * @throws UnprocessableEventException when the reply is an apology for a model that failed, and
     *     is in its topic
     */
    void handle(TurnReady turn) throws InterruptedException {
        inFlight.removeWaiting(turn);
        var recorded = recorder.record(turn);
        recorded.newMessages().forEach(it -> hints.messageRecorded(turn.conversation(), it.id()));
        var failures = new ArrayList<String>();
        for (var own : recorded.turns()) {
            var result = resultOf(own);
            result.reply().ifPresent(this::publish);
            result.failure().ifPresent(failures::add);
        }
        if (!failures.isEmpty()) {
            throw new UnprocessableEventException(String.join("; ", failures));
        }
    }

    private TurnResult resultOf(TurnReady turn) throws InterruptedException {
        var result = replies.resultOf(turn.id());
        while (result.isEmpty()) {
            decision.decide(new TurnBatch(List.of(turn)));
            result = replies.resultOf(turn.id());
        }
        return result.get();
    }

    private void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }
}
