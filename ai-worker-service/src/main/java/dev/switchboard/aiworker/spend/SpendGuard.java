package dev.switchboard.aiworker.spend;

import dev.switchboard.aiworker.model.ProfileTerms;
import dev.switchboard.aiworker.spend.SpendResult.Granted;
import dev.switchboard.aiworker.spend.SpendResult.Refused;
import dev.switchboard.chassis.resilience.CircuitBreaker;
import dev.switchboard.transcript.spend.AiCallStore;
import dev.switchboard.transcript.spend.ModelPrice;
import dev.switchboard.transcript.spend.TokenCounts;
import dev.switchboard.transcript.sql.DatabaseException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Holds the ceilings of spend, for all instances together: before a call what it may cost is
 * reserved in Redis, after it what it has cost is settled. Without Redis the ledger's sums decide.
 * Where no ceiling is set Redis is not asked.
 */
@ApplicationScoped
public class SpendGuard {
    private static final Logger LOG = Logger.getLogger(SpendGuard.class);

    /** Bytes of a prompt per token, at least, in any script. */
    private static final int BYTES_PER_TOKEN = 3;

    /** Sums are kept longer than their day. */
    private static final Duration KEPT = Duration.ofDays(3);

    /** Time beyond a call's timeout after which its reservation counts as spent. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final int CIRCUIT_THRESHOLD = 3;
    private static final Duration CIRCUIT_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_CIRCUIT_DELAY = Duration.ofSeconds(15);

    private final ReactiveRedisDataSource redis;
    private final SpendSettings settings;
    private final Ceilings ceilings;
    private final LedgerSpend ledger;
    private final MeterRegistry meters;
    private final CircuitBreaker circuit;

    SpendGuard(
            ReactiveRedisDataSource redis,
            SpendSettings settings,
            Ceilings ceilings,
            AiCallStore ledger,
            MeterRegistry meters,
            InstantSource clock) {
        this.redis = redis;
        this.settings = settings;
        this.ceilings = ceilings;
        this.ledger = new LedgerSpend(ledger, clock);
        this.meters = meters;
        circuit = new CircuitBreaker(CIRCUIT_THRESHOLD, CIRCUIT_DELAY, MAX_CIRCUIT_DELAY, clock);
    }

    /** Cost in micro-dollars of a call's prompt alone, and with the longest answer. */
    private record ExpectedCost(long prompt, long longest) {}

    /** Tokens of this many bytes of UTF-8, rounded up. */
    static long tokens(int bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    /**
     * Asks for room for a call, by the length of its prompt and the profile's longest answer. A
     * call that is asked for again under its id, by a turn that was delivered again, is reserved
     * once; the one before counts as aborted.
     */
    public SpendResult reserve(
            PendingCall call, ProfileTerms profile, ModelPrice price, int promptBytes)
            throws InterruptedException {
        if (ceilings.isEmpty()) {
            return new Granted(new Reservation(call.id(), List.of()));
        }
        var reservation = new Reservation(call.id(), ceilings.of(call));
        var prompt = tokens(promptBytes);
        var cost =
                new ExpectedCost(
                        price.micros(TokenCounts.of(prompt, 0)),
                        price.micros(TokenCounts.of(prompt, profile.maxTokens())));
        return reserve(reservation, cost, profile.timeout().plus(GRACE))
                .map(this::refused)
                .orElseGet(() -> new Granted(reservation));
    }

    private SpendResult refused(Ceiling ceiling) {
        var kind = ceiling.kind().label();
        meters.counter("switchboard.spend.refused", "ceiling", kind).increment();
        return new Refused(kind);
    }

    private Optional<Ceiling> reserve(Reservation reservation, ExpectedCost cost, Duration lapse)
            throws InterruptedException {
        if (circuit.tryAcquire().isPositive()) {
            return reserveByLedger(reservation, cost.longest());
        }
        try {
            var refused = reserveInRedis(reservation, cost, lapse);
            circuit.onSuccess();
            return refused;
        } catch (DatabaseException e) {
            circuit.onSuccess();
            throw e;
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                // Says nothing about Redis; what may have been reserved lapses.
                throw new InterruptedException("the call was cancelled");
            }
            onFailure(e);
            return reserveByLedger(reservation, cost.longest());
        }
    }

    private Optional<Ceiling> reserveByLedger(Reservation reservation, long amount) {
        meters.counter("switchboard.spend.redis.unavailable").increment();
        return ledger.reserve(reservation.call(), amount, reservation.ceilings());
    }

    /** Asks the ledger for the sums that Redis does not have: those of a new day, or lost ones. */
    private Optional<Ceiling> reserveInRedis(
            Reservation reservation, ExpectedCost cost, Duration lapse) {
        var all = reservation.ceilings();
        var known = new ArrayList<>(all.stream().map(ledger::floor).toList());
        while (true) {
            var arguments = arguments(SpendScripts.RESERVE, reservation, cost.longest());
            arguments.add(Long.toString(cost.prompt()));
            arguments.add(Long.toString(lapse.toMillis()));
            arguments.add(Long.toString(KEPT.toMillis()));
            for (var i = 0; i < all.size(); i++) {
                arguments.add(Long.toString(all.get(i).limit()));
                arguments.add(known.get(i).map(sum -> Long.toString(sum)).orElse(""));
            }
            var response = evaluate(arguments).await().atMost(settings.spendTimeout());
            var subject = response.get(1).toInteger() - 1;
            switch (response.get(0).toInteger()) {
                case 1 -> {
                    return Optional.empty();
                }
                case 0 -> {
                    return Optional.of(all.get(subject));
                }
                default -> known.set(subject, Optional.of(ledger.read(all.get(subject))));
            }
        }
    }

    private static List<String> arguments(String script, Reservation reservation, long micros) {
        var arguments = new ArrayList<String>();
        arguments.add(script);
        arguments.add(Integer.toString(2 * reservation.ceilings().size()));
        for (var ceiling : reservation.ceilings()) {
            arguments.add(ceiling.key());
            arguments.add(ceiling.key() + ":open");
        }
        arguments.add(reservation.call().toString());
        arguments.add(Long.toString(micros));
        return arguments;
    }

    private Uni<Response> evaluate(List<String> arguments) {
        return redis.execute("EVAL", arguments.toArray(String[]::new));
    }

    /**
     * Puts what the call has cost, in micro-dollars, in place of what was reserved for it. Does not
     * wait; idempotent.
     */
    public void settle(Reservation reservation, long micros) {
        var all = reservation.ceilings();
        if (all.isEmpty() || !reservation.trySettle()) {
            return;
        }
        ledger.settle(reservation.call(), micros, all);
        var arguments = arguments(SpendScripts.SETTLE, reservation, micros);
        all.forEach(ceiling -> arguments.add(Long.toString(ceiling.limit())));
        evaluate(arguments)
                .subscribe()
                .with(
                        near -> warn(all, near.toInteger()),
                        failure ->
                                LOG.debugf(
                                        "Reservation not settled, it will lapse call=%s cause=%s",
                                        reservation.call(), failure.getClass().getSimpleName()));
    }

    private void warn(List<Ceiling> all, int near) {
        for (var i = 0; i < all.size(); i++) {
            if ((near >> i & 1) == 1) {
                var ceiling = all.get(i);
                meters.counter("switchboard.spend.near.ceiling", "ceiling", ceiling.kind().label())
                        .increment();
                LOG.warnf(
                        "Spend has reached 80 %% of its ceiling ceiling=%s day=%s micros=%d"
                                + " conversation=%s",
                        ceiling.kind().label(),
                        ceiling.day(),
                        ceiling.limit(),
                        ceiling.kind() == Ceiling.Kind.CONVERSATION
                                ? ceiling.conversation().id()
                                : "");
            }
        }
    }

    private void onFailure(RuntimeException failure) {
        var wasOpen = circuit.isOpen();
        circuit.onFailure();
        if (!wasOpen && circuit.isOpen()) {
            LOG.warnf(
                    "Redis unavailable, the ledger holds the ceilings of spend cause=%s",
                    failure.getClass().getSimpleName());
        }
    }
}
