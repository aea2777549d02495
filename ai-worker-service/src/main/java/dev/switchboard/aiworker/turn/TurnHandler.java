package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.answer.AnswerLoop;
import dev.switchboard.aiworker.answer.ReplyClaimer;
import dev.switchboard.aiworker.history.SessionReset;
import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.inflight.TurnRecorder;
import dev.switchboard.aiworker.setting.AiSettings;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.chassis.kafka.UnprocessableEventException;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.reply.ReplyStore;
import dev.switchboard.transcript.reply.TurnResult;
import dev.switchboard.transcript.session.SessionStore;
import dev.switchboard.transcript.turn.TurnSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Handles a turn: records it, decides it once, and publishes its reply. After a crash the same turn
 * takes the same steps and finds what is already done.
 */
@ApplicationScoped
public class TurnHandler {
    private static final Logger LOG = Logger.getLogger(TurnHandler.class);

    private static final TurnResult UNANSWERED = new TurnResult(Optional.empty(), Optional.empty());

    private final AiSettings aiSettings;
    private final TurnRecorder recorder;
    private final ReplyStore replies;
    private final SessionStore sessions;
    private final TurnDecision decision;
    private final AnswerLoop answerLoop;
    private final ReplyClaimer claimer;

    TurnHandler(
            AiSettings aiSettings,
            TurnRecorder recorder,
            ReplyStore replies,
            SessionStore sessions,
            TurnDecision decision,
            AnswerLoop answerLoop,
            ReplyClaimer claimer) {
        this.aiSettings = aiSettings;
        this.recorder = recorder;
        this.replies = replies;
        this.sessions = sessions;
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
        var failures = new ArrayList<String>();
        var settings = aiSettings.of(turn.conversation());
        var max = settings.maxMessages();
        var recorded = recorder.record(turn, max);
        for (var own : recorded.turns()) {
            var taken = recorded.snapshot().orElseGet(() -> recorder.snapshot(own, max));
            var result = resultOf(own, taken, settings);
            result.reply().ifPresent(claimer::publish);
            result.failure().ifPresent(failures::add);
        }
        if (!failures.isEmpty()) {
            throw new UnprocessableEventException(String.join("; ", failures));
        }
    }

    private TurnResult resultOf(TurnReady turn, TurnSnapshot taken, ConversationSettings settings)
            throws InterruptedException {
        var snapshot = taken;
        while (snapshot.result().isEmpty()) {
            var decided = decide(turn, snapshot, settings);
            if (decided.isPresent()) {
                return decided.get();
            }
            snapshot = recorder.snapshot(turn, settings.maxMessages());
        }
        return snapshot.result().get();
    }

    /**
     * @return the result of the turn and of those that joined it meanwhile; empty when one of them
     *     has a result already, or the ownership or the AI's switch has changed meanwhile
     */
    private Optional<TurnResult> decide(
            TurnReady turn, TurnSnapshot taken, ConversationSettings settings)
            throws InterruptedException {
        if (!taken.ownership().isOwnedByAi()) {
            var left = replies.leaveToOperator(turn.conversation().id(), List.of(turn.id()));
            return unanswered(left, turn, "an operator is the owner");
        }
        var kind = decision.kindOf(turn, taken, settings);
        if (!(kind instanceof ResponseKind.NoReply)) {
            beginSession(turn);
        }
        return switch (kind) {
            case ResponseKind.NoReply(var reason) -> leftUnanswered(turn, reason);
            case ResponseKind.Limited(var noticeSeconds) -> {
                noticeSeconds.ifPresent(seconds ->
                        claimer.sendLimitNotice(turn, taken.ownership(), settings, seconds));
                yield leftUnanswered(turn, "more than the customer's limit");
            }
            case ResponseKind.StandardReply(var text) ->
                    claimer.claim(new TurnBatch(List.of(turn)), taken.ownership(), settings, text);
            case ResponseKind.ModelAnswer _ ->
                    answerLoop
                            .answer(turn, taken, settings)
                            .flatMap(result -> finish(result, taken.ownership(), settings));
        };
    }

    /** Operators see the reason, and a handback offers the turn to the AI again. */
    private Optional<TurnResult> finish(
            AnswerLoop.Result result, Ownership ownership, ConversationSettings settings) {
        return switch (result) {
            case AnswerLoop.Answered answered -> claimer.claim(answered, ownership, settings);
            case AnswerLoop.CeilingReached(var batch) -> {
                claimer.sendSpendNotice(batch, ownership, settings);
                var reason = "spend ceiling";
                var left = replies.leaveUnanswered(batch.turnIds(), reason);
                yield unanswered(left, batch.turns().getFirst(), reason);
            }
        };
    }

    /** Begins a session if the customer commands it. */
    private void beginSession(TurnReady turn) {
        SessionReset.last(turn.messages())
                .ifPresent(command -> {
                    sessions.reset(turn.conversation().id(), command.providerTime());
                    sessions.forgetUpTo(command.id());
                });
    }

    private Optional<TurnResult> leftUnanswered(TurnReady turn, String reason) {
        return unanswered(replies.leaveUnanswered(List.of(turn.id()), reason), turn, reason);
    }

    private static Optional<TurnResult> unanswered(boolean isLeft, TurnReady turn, String reason) {
        if (!isLeft) {
            return Optional.empty();
        }
        LOG.infof(
                "Turn left unanswered conversation=%s turn=%s reason=%s",
                turn.conversation().id(), turn.id(), reason);
        return Optional.of(UNANSWERED);
    }
}
