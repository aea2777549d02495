package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.inflight.HintPublisher;
import dev.switchboard.aiworker.inflight.InFlightTurns;
import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.inflight.TurnRecorder;
import dev.switchboard.aiworker.model.GuardedModel;
import dev.switchboard.aiworker.model.ModelChain;
import dev.switchboard.aiworker.model.ModelChain.Called;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.Prompt;
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

    AnswerLoop(
            InFlightTurns inFlight,
            TurnRecorder recorder,
            AnswerSource answerSource,
            ReplyClaimer claimer,
            HintPublisher hints,
            AnswerPermission permission) {
        this.inFlight = inFlight;
        this.recorder = recorder;
        this.answerSource = answerSource;
        this.claimer = claimer;
        this.hints = hints;
        this.permission = permission;
    }

    /** The text for the reply, and the batch that it answers, with the turns that joined it. */
    public record Answered(TurnBatch batch, ReplyText text) {}

    /**
     * @param taken the state of the turn as it was taken up
     * @param settings those in force then
     * @return empty when the ownership has changed meanwhile, or the AI was switched off: the turn
     *     is to be decided again
     */
    public Optional<Answered> answer(
            TurnReady turn, TurnSnapshot taken, ConversationSettings settings)
            throws InterruptedException {
        var ownership = taken.ownership();
        var retries = answerSource.startRetries(settings);
        var batch = new TurnBatch(List.of(turn));
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
            var called = callModels(batch, ownership, settings.models(), prompt, isRestartable);
            if (called.isEmpty()) {
                restarts++;
                continue;
            }
            switch (answerSource.sanitized(batch, called.get())) {
                case ModelResult.Answer answer -> {
                    return permission.isSwitchedOn(batch)
                            ? Optional.of(new Answered(batch, text(answer, called.get())))
                            : Optional.empty();
                }
                case ModelResult.Failure failure -> retries.onFailure(failure);
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

    private static ReplyText text(ModelResult.Answer answer, Called called) {
        return ReplyText.of(answer, called.model().profile());
    }

    /** Calls the models once; empty when a newer turn or a takeover has cancelled the call. */
    private Optional<Called> callModels(
            TurnBatch batch,
            Ownership ownership,
            ModelChain models,
            Prompt prompt,
            boolean isRestartable)
            throws InterruptedException {
        return inFlight.run(
                batch, ownership.epoch(), isRestartable, () -> callModels(batch, models, prompt));
    }

    private Called callModels(TurnBatch batch, ModelChain models, Prompt prompt)
            throws InterruptedException {
        try (var _ = hints.answering(batch)) {
            return models.call(prompt, GuardedModel::call);
        }
    }
}
