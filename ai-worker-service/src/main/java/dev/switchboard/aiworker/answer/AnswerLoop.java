package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.answer.ModelCaller.Question;
import dev.switchboard.aiworker.cache.AnswerCache;
import dev.switchboard.aiworker.cache.AnswerCache.CachedAnswer;
import dev.switchboard.aiworker.cache.CacheableQuestion;
import dev.switchboard.aiworker.debug.DebugTrace;
import dev.switchboard.aiworker.inflight.InFlightTurns;
import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.inflight.TurnRecorder;
import dev.switchboard.aiworker.model.ModelChain.Called;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.aiworker.spend.TurnCalls;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.transcript.debug.DebugEntry;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.turn.TurnSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
    private final ModelCaller models;
    private final ReplyClaimer claimer;
    private final AnswerPermission permission;

    AnswerLoop(
            InFlightTurns inFlight,
            TurnRecorder recorder,
            AnswerSource answerSource,
            AnswerCache cache,
            ModelCaller models,
            ReplyClaimer claimer,
            AnswerPermission permission) {
        this.inFlight = inFlight;
        this.recorder = recorder;
        this.answerSource = answerSource;
        this.cache = cache;
        this.models = models;
        this.claimer = claimer;
        this.permission = permission;
    }

    /** Result for a batch, with the turns that joined it. */
    public sealed interface Result {}

    /**
     * The text for the reply to the batch.
     *
     * @param debug input of the model, where debug mode is on
     */
    public record Answered(TurnBatch batch, ReplyText text, Optional<DebugEntry> debug)
            implements Result {
        Answered(TurnBatch batch, ReplyText text) {
            this(batch, text, Optional.empty());
        }
    }

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
        try (var calls = models.begin(batch, settings)) {
            return answer(batch, taken, settings, calls);
        }
    }

    private Optional<Result> answer(
            TurnBatch first, TurnSnapshot taken, ConversationSettings settings, TurnCalls calls)
            throws InterruptedException {
        var ownership = taken.ownership();
        var retries = answerSource.startRetries(settings);
        var debug = DebugTrace.begin(settings, taken);
        var batch = first;
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
            var cacheable = cacheable(batch, ownership, settings, state, prompt);
            var cached = cacheable.flatMap(cache::find);
            if (cached.isPresent()) {
                return permitted(batch, () -> ReplyText.of(cached.get()), debug);
            }
            var question = new Question(settings.models(), prompt, calls);
            var called = models.call(batch, ownership, question, restarts < MAX_RESTARTS);
            if (called.isEmpty()) {
                restarts++;
                continue;
            }
            switch (answerSource.sanitized(batch, called.get())) {
                case ModelResult.Answer answer -> {
                    cacheable.ifPresent(it -> cache.keep(it, cachedAnswer(answer)));
                    debug.answeredBy(called.get().model().profile());
                    return permitted(batch, () -> text(answer, called.get(), calls), debug);
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

    private Optional<Result> permitted(
            TurnBatch batch, Supplier<ReplyText> text, DebugTrace debug) {
        return permission.isSwitchedOn(batch)
                ? Optional.of(new Answered(batch, text.get(), debug.entry()))
                : Optional.empty();
    }

    /** The text with the calls that made it, which are the claim's to record from now on. */
    private static ReplyText text(ModelResult.Answer answer, Called called, TurnCalls calls) {
        return ReplyText.of(answer, called.model().profile(), calls.takeForClaim());
    }

    private static CachedAnswer cachedAnswer(ModelResult.Answer answer) {
        return new CachedAnswer(answer.text(), answer.model());
    }

    /** The question as far as its answer may be another customer's: no operator was ever there. */
    private static Optional<CacheableQuestion> cacheable(
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
}
