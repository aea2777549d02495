package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.cache.AnswerCache;
import dev.switchboard.aiworker.cache.AnswerCache.CachedAnswer;
import dev.switchboard.aiworker.cache.CacheableQuestion;
import dev.switchboard.aiworker.debug.DebugTrace;
import dev.switchboard.aiworker.inflight.HintPublisher;
import dev.switchboard.aiworker.inflight.InFlightTurns;
import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.inflight.TurnRecorder;
import dev.switchboard.aiworker.model.GuardedModel;
import dev.switchboard.aiworker.model.ModelResult;
import dev.switchboard.aiworker.model.Prompt;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.transcript.debug.DebugEntry;
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
    private final AnswerCache cache;
    private final ReplyClaimer claimer;
    private final HintPublisher hints;
    private final AnswerPermission permission;

    AnswerLoop(
            InFlightTurns inFlight,
            TurnRecorder recorder,
            AnswerSource answerSource,
            AnswerCache cache,
            ReplyClaimer claimer,
            HintPublisher hints,
            AnswerPermission permission) {
        this.inFlight = inFlight;
        this.recorder = recorder;
        this.answerSource = answerSource;
        this.cache = cache;
        this.claimer = claimer;
        this.hints = hints;
        this.permission = permission;
    }

    /**
     * The text for the reply, and the batch that it answers, with the turns that joined it.
     *
     * @param debug input of the model, where debug mode is on
     */
    public record Answered(TurnBatch batch, ReplyText text, Optional<DebugEntry> debug) {
        Answered(TurnBatch batch, ReplyText text) {
            this(batch, text, Optional.empty());
        }
    }

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
        var debug = DebugTrace.begin(settings, taken);
        var restarts = 0;
        for (var round = 0; round == 0 || permission.holds(batch, ownership); round++) {
            batch = withWaiting(batch, settings);
            if (retries.isNoticeDue()) {
                claimer.sendDelayNotice(batch, ownership, settings);
            }
            if (retries.isExhausted()) {
                var apology = answerSource.apology(batch, settings, retries.finalFailure());
                return Optional.of(new Answered(batch, apology, debug.entry()));
            }
            if (!retries.isCallDue()) {
                inFlight.backOff(batch, ownership.epoch(), retries.waitTime());
                continue;
            }
            var state = round == 0 ? taken : recorder.snapshot(batch, settings.maxMessages());
            var prompt = answerSource.prompt(batch, ownership, settings, state);
            var shown = debug.onPrompt(batch, prompt);
            if (shown.isPresent()) {
                claimer.sendDebugNotice(batch, ownership, settings, shown.get());
            }
            var question = question(batch, ownership, settings, state, prompt);
            var cached = question.flatMap(cache::find);
            if (cached.isPresent()) {
                return permitted(new Answered(batch, ReplyText.of(cached.get()), debug.entry()));
            }
            var isRestartable = restarts < MAX_RESTARTS;
            var result = callModel(batch, ownership, settings.model(), prompt, isRestartable);
            if (result.isEmpty()) {
                restarts++;
                continue;
            }
            switch (answerSource.sanitized(batch, settings, result.get())) {
                case ModelResult.Answer answer -> {
                    question.ifPresent(it -> cache.keep(it, cachedAnswer(answer)));
                    return permitted(new Answered(batch, ReplyText.of(answer), debug.entry()));
                }
                case ModelResult.Failure failure -> retries.onFailure(failure);
                case ModelResult.CircuitOpen(var delay) -> retries.onCircuitOpen(delay);
            }
        }
        return Optional.empty();
    }

    private Optional<Answered> permitted(Answered answered) {
        return permission.isSwitchedOn(answered.batch()) ? Optional.of(answered) : Optional.empty();
    }

    private static CachedAnswer cachedAnswer(ModelResult.Answer answer) {
        return new CachedAnswer(answer.text(), answer.model());
    }

    /** The question as far as its answer may be another customer's: no operator was ever there. */
    private static Optional<CacheableQuestion> question(
            TurnBatch batch,
            Ownership ownership,
            ConversationSettings settings,
            TurnSnapshot state,
            Prompt prompt) {
        return ownership.epoch() > 0
                ? Optional.empty()
                : CacheableQuestion.of(settings, state.newestOfSession(), batch.messages(), prompt);
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

    /** Calls the model once; empty when a newer turn or a takeover has cancelled the call. */
    private Optional<ModelResult> callModel(
            TurnBatch batch,
            Ownership ownership,
            GuardedModel model,
            Prompt prompt,
            boolean isRestartable)
            throws InterruptedException {
        return inFlight.run(
                batch, ownership.epoch(), isRestartable, () -> callModel(batch, model, prompt));
    }

    private ModelResult callModel(TurnBatch batch, GuardedModel model, Prompt prompt)
            throws InterruptedException {
        try (var _ = hints.answering(batch)) {
            return model.call(prompt);
        }
    }
}
