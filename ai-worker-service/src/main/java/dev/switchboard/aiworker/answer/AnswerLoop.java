package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.inflight.HintPublisher;
import dev.switchboard.aiworker.inflight.InFlightTurns;
import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.inflight.TurnRecorder;
import dev.switchboard.aiworker.model.FailureCode;
import dev.switchboard.aiworker.model.GuardedModel;
import dev.switchboard.aiworker.model.ModelResult;
import dev.switchboard.aiworker.model.Prompt;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.aiworker.spend.PaidCalls;
import dev.switchboard.aiworker.spend.TurnCalls;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.turn.TurnSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Answers a turn batch so that a customer who writes more meanwhile gets one reply: the newer turn
 * cancels the model call and joins the batch, at most {@link #MAX_RESTARTS} times. While the model
 * fails the batch backs off, and every newer turn joins it.
 */
@ApplicationScoped
public class AnswerLoop {
    static final int MAX_RESTARTS = 3;

    private final InFlightTurns inFlight;
    private final TurnRecorder recorder;
    private final AnswerSource answerSource;
    private final ReplyClaimer claimer;
    private final HintPublisher hints;
    private final AnswerPermission permission;
    private final PaidCalls paidCalls;

    AnswerLoop(
            InFlightTurns inFlight,
            TurnRecorder recorder,
            AnswerSource answerSource,
            ReplyClaimer claimer,
            HintPublisher hints,
            AnswerPermission permission,
            PaidCalls paidCalls) {
        this.inFlight = inFlight;
        this.recorder = recorder;
        this.answerSource = answerSource;
        this.claimer = claimer;
        this.hints = hints;
        this.permission = permission;
        this.paidCalls = paidCalls;
    }

    /** Result for a batch, with the turns that joined it. */
    public sealed interface Result {}

    /** The text for the reply to the batch. */
    public record Answered(TurnBatch batch, ReplyText text) implements Result {}

    /** A ceiling of spend leaves no room for a call: the batch needs a person. */
    public record CeilingReached(TurnBatch batch) implements Result {}

    /**
     * @param taken the state of the turn as it was taken up
     * @param settings those in force then
     * @return empty when the ownership has changed meanwhile, or the AI was switched off: the turn
     *     is to be decided again
     */
    public Optional<Result> answer(
            TurnReady turn, TurnSnapshot taken, ConversationSettings settings)
            throws InterruptedException {
        var batch = new TurnBatch(List.of(turn));
        try (var calls = paidCalls.of(batch, settings)) {
            return answer(batch, taken, settings, calls);
        }
    }

    private Optional<Result> answer(
            TurnBatch first, TurnSnapshot taken, ConversationSettings settings, TurnCalls calls)
            throws InterruptedException {
        var ownership = taken.ownership();
        var retries = answerSource.startRetries(settings);
        var batch = first;
        var restarts = 0;
        for (var round = 0; round == 0 || permission.holds(batch, ownership); round++) {
            batch = withWaiting(batch, settings);
            if (retries.isNoticeDue()) {
                claimer.sendDelayNotice(batch, ownership, settings);
            }
            if (retries.isExhausted()) {
                var apology = answerSource.apology(batch, settings, retries.finalFailure());
                return Optional.of(new Answered(batch, apology));
            }
            if (!retries.isCallDue()) {
                inFlight.backOff(batch, ownership.epoch(), retries.waitTime());
                continue;
            }
            var state = round == 0 ? taken : recorder.snapshot(batch, settings.maxMessages());
            var prompt = answerSource.prompt(batch, ownership, settings, state);
            var isRestartable = restarts < MAX_RESTARTS;
            var call = new Call(settings.model(), prompt, calls);
            var result = callModel(batch, ownership, call, isRestartable);
            if (result.isEmpty()) {
                restarts++;
                continue;
            }
            switch (answerSource.sanitized(batch, settings, result.get())) {
                case ModelResult.Answer answer -> {
                    return permission.isSwitchedOn(batch)
                            ? Optional.of(answered(batch, answer, calls))
                            : Optional.empty();
                }
                case ModelResult.Failure failure -> {
                    if (failure.code() == FailureCode.SPEND_CEILING) {
                        return Optional.of(new CeilingReached(batch));
                    }
                    retries.onFailure(failure);
                }
                case ModelResult.CircuitOpen(var delay) -> retries.onCircuitOpen(delay);
            }
        }
        return Optional.empty();
    }

    /** The batch with the turns that wait behind it and need its reply. */
    private TurnBatch withWaiting(TurnBatch batch, ConversationSettings settings) {
        var joined = batch;
        for (var turn : inFlight.waitingBehind(batch)) {
            if (recorder.recordForBatch(turn, settings.maxMessages())) {
                joined = joined.with(turn);
            } else {
                inFlight.removeWaiting(turn);
            }
        }
        return joined;
    }

    private static Answered answered(TurnBatch batch, ModelResult.Answer answer, TurnCalls calls) {
        return new Answered(batch, ReplyText.of(answer, calls.takeForClaim()));
    }

    /** A call that is to be made. */
    private record Call(GuardedModel model, Prompt prompt, TurnCalls calls) {

        ModelResult make() throws InterruptedException {
            return calls.call(model, prompt);
        }
    }

    /** Calls the model once; empty when a newer turn or a takeover has cancelled the call. */
    private Optional<ModelResult> callModel(
            TurnBatch batch, Ownership ownership, Call call, boolean isRestartable)
            throws InterruptedException {
        return inFlight.run(batch, ownership.epoch(), isRestartable, () -> callModel(batch, call));
    }

    private ModelResult callModel(TurnBatch batch, Call call) throws InterruptedException {
        try (var _ = hints.answering(batch)) {
            return call.make();
        }
    }
}
