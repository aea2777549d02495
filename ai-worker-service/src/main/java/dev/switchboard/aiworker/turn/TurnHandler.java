package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.answer.AnswerLoop;
import dev.switchboard.aiworker.answer.ReplyClaimer;
import dev.switchboard.aiworker.inflight.InFlightTurns;
import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.inflight.TurnRecorder;
import dev.switchboard.chassis.kafka.UnprocessableEventException;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.reply.ReplyStore;
import dev.switchboard.transcript.reply.TurnResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Handles a turn: records it, decides it once, and publishes its reply. After a crash the same turn
 * takes the same steps and finds what is already done.
 */
@ApplicationScoped
public class TurnHandler {
    private static final Logger LOG = Logger.getLogger(TurnHandler.class);

    private final InFlightTurns inFlight;
    private final TurnRecorder recorder;
    private final OwnershipStore ownerships;
    private final ReplyStore replies;
    private final TurnDecision decision;
    private final AnswerLoop answerLoop;
    private final ReplyClaimer claimer;

    TurnHandler(
            InFlightTurns inFlight,
            TurnRecorder recorder,
            OwnershipStore ownerships,
            ReplyStore replies,
            TurnDecision decision,
            AnswerLoop answerLoop,
            ReplyClaimer claimer) {
        this.inFlight = inFlight;
        this.recorder = recorder;
        this.ownerships = ownerships;
        this.replies = replies;
        this.decision = decision;
        this.answerLoop = answerLoop;
        this.claimer = claimer;
    }

    /**
     * Returns when the turn's reply, if it gets one, is in the topic {@code replies}.
     *
     * @throws UnprocessableEventException when the reply is an apology for a model that failed, and
     *     is in its topic
     */
    void handle(TurnReady turn) throws InterruptedException {
        inFlight.removeWaiting(turn);
        var failures = new ArrayList<String>();
        for (var own : recorder.record(turn)) {
            var result = resultOf(own);
            result.reply().ifPresent(claimer::publish);
            result.failure().ifPresent(failures::add);
        }
        if (!failures.isEmpty()) {
            throw new UnprocessableEventException(String.join("; ", failures));
        }
    }

    private TurnResult resultOf(TurnReady turn) throws InterruptedException {
        var result = replies.resultOf(turn.id());
        while (result.isEmpty()) {
            decide(new TurnBatch(List.of(turn)));
            result = replies.resultOf(turn.id());
        }
        return result.get();
    }

    /**
     * Returns when all the batch's turns have a result, and those that joined it meanwhile; or,
     * with the others unchanged, when one of them had a result already or the ownership has changed
     * meanwhile.
     */
    private void decide(TurnBatch batch) throws InterruptedException {
        var ownership = ownerships.current(batch.conversation().id());
        if (!ownership.isOwnedByAi()) {
            if (replies.leaveToOperator(batch.conversation().id(), batch.turnIds())) {
                logUnanswered(batch, "an operator is the owner");
            }
            return;
        }
        switch (decision.kindOf(batch, ownership)) {
            case ResponseKind.NoReply(var reason) -> {
                replies.leaveUnanswered(batch.turnIds());
                logUnanswered(batch, reason);
            }
            case ResponseKind.StandardReply(var text) -> claimer.claim(batch, ownership, text);
            case ResponseKind.ModelAnswer _ ->
                    answerLoop
                            .answer(batch, ownership)
                            .ifPresent(answered ->
                                    claimer.claim(answered.batch(), ownership, answered.text()));
        }
    }

    private static void logUnanswered(TurnBatch batch, String reason) {
        LOG.infof(
                "Turn left unanswered conversation=%s turn=%s reason=%s",
                batch.conversation().id(), batch.turnIds().getFirst(), reason);
    }
}
