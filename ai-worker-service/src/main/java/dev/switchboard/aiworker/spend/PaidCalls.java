package dev.switchboard.aiworker.spend;

import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.model.GuardedModel;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.aiworker.spend.ModelPrices.CallPrice;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.transcript.spend.AiCall;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Calls models under the ceilings of spend, and records what each call has used and cost. */
@ApplicationScoped
public class PaidCalls {
    private static final double MICROS = 1e6;
    private static final String ANSWERED = "answer";
    private static final String CANCELLED = "cancelled";

    private final SpendGuard guard;
    private final ModelPrices prices;
    private final CallLedger ledger;
    private final SpendDays days;
    private final MeterRegistry meters;
    private final InstantSource clock;

    PaidCalls(
            SpendGuard guard,
            ModelPrices prices,
            CallLedger ledger,
            SpendDays days,
            MeterRegistry meters,
            InstantSource clock) {
        this.guard = guard;
        this.prices = prices;
        this.ledger = ledger;
        this.days = days;
        this.meters = meters;
        this.clock = clock;
    }

    /** Begins the calls for a turn batch, which may grow; they belong to its first turn. */
    public TurnCalls of(TurnBatch batch, ConversationSettings settings) {
        return new TurnCalls(this, ledger, batch, settings);
    }

    /** The day whose ceilings hold now. */
    public LocalDate today() {
        return days.today();
    }

    /** Records calls that were to be written with a claim which was not made. */
    public void recordWithoutClaim(List<AiCall> calls) {
        ledger.add(calls);
    }

    /** One call, from its reservation to its settlement. */
    private record Call(
            PendingCall call,
            GuardedModel model,
            CallPrice price,
            int promptBytes,
            Reservation reservation) {}

    ModelResult call(TurnCalls turn, GuardedModel model, Prompt prompt)
            throws InterruptedException {
        var price = prices.of(model);
        var bytes = prompt.bytes();
        var call = turn.next(model.terms(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        return switch (guard.reserve(call, model.terms(), price.price(), bytes)) {
            case SpendResult.Refused(var ceiling) ->
                    ModelResult.Failure.of(
                            FailureCode.SPEND_CEILING, "no room under the ceiling: " + ceiling);
            case SpendResult.Granted(var reservation) ->
                    call(turn, new Call(call, model, price, bytes, reservation), prompt);
        };
    }

    private ModelResult call(TurnCalls turn, Call call, Prompt prompt) throws InterruptedException {
        ModelResult result;
        try {
            result = call.model().call(prompt);
        } catch (InterruptedException e) {
            var usage = CallUsage.cancelled(call.promptBytes());
            ledger.add(List.of(settled(turn, call, CANCELLED, usage, call.model().name())));
            throw e;
        }
        switch (result) {
            case ModelResult.Answer answer -> {
                var usage = CallUsage.of(answer, call.promptBytes());
                turn.keepForClaim(settled(turn, call, ANSWERED, usage, answer.model()));
            }
            case ModelResult.Failure failure -> {
                var usage = CallUsage.of(failure, call.promptBytes());
                var outcome = failure.code().name().toLowerCase(Locale.ROOT);
                ledger.add(List.of(settled(turn, call, outcome, usage, call.model().name())));
            }
            case ModelResult.CircuitOpen _ -> guard.settle(call.reservation(), 0);
        }
        return result;
    }

    /** Settles the call, and returns its row. */
    private AiCall settled(
            TurnCalls turn, Call call, String outcome, CallUsage usage, String modelName) {
        var micros = usage.micros(call.price().price());
        guard.settle(call.reservation(), micros);
        count(call, usage, micros);
        var terms = call.model().terms();
        var made = call.call();
        return new AiCall(
                made.id(),
                turn.turn(),
                made.conversation().id(),
                made.conversation().business().id(),
                AiCall.Kind.ANSWER,
                new AiCall.Profile(terms.id(), terms.version(), terms.name()),
                turn.persona(),
                modelName,
                outcome,
                usage.finish(),
                usage.tokens(),
                new AiCall.Cost(micros, usage.isEstimated(), call.price().taken()),
                made.startedAt(),
                Duration.between(made.startedAt(), clock.instant()).toMillis());
    }

    private void count(Call call, CallUsage usage, long micros) {
        var profile = call.model().terms().name();
        meters.counter("switchboard.model.cost.dollars", "profile", profile)
                .increment(micros / MICROS);
        var tokens = usage.tokens();
        count(profile, "input", tokens.input());
        count(profile, "cached", tokens.cached());
        count(profile, "cache_write", tokens.cacheWrite());
        count(profile, "output", tokens.output());
        count(profile, "thoughts", tokens.thoughts());
    }

    private void count(String profile, String kind, long tokens) {
        meters.counter("switchboard.model.tokens", "profile", profile, "kind", kind)
                .increment(tokens);
    }
}
