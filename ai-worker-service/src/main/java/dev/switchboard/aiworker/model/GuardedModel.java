package dev.switchboard.aiworker.model;

import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.languagemodel.ProviderAccount;
import dev.switchboard.languagemodel.ReplyModel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * Language model of a profile behind a circuit breaker and a concurrency limit. For the time that
 * its provider demands ({@code Retry-After}) it is not called either. Safe for use by many virtual
 * threads; interrupting a caller cancels its request at the provider.
 */
public final class GuardedModel {
    private static final Logger LOG = Logger.getLogger(GuardedModel.class);

    private final ReplyModel model;
    private final ProfileTerms terms;
    private final String profile;
    private final ProviderAccount account;
    private final Duration circuitDelay;
    private final Duration maxRetryAfter;
    private final TypedGuard<ModelResult> guard;
    private final Tracer tracer;
    private final MeterRegistry meters;
    private final List<Gauge> gauges;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile CircuitBreakerState circuit = CircuitBreakerState.CLOSED;
    private volatile long heldBackUntil = System.nanoTime();
    private volatile long retryAfter = System.nanoTime();

    /**
     * Limits of a model's calls.
     *
     * @param maxConcurrentCalls calls that may be in flight at once; others wait
     * @param circuitThreshold failures in a row that open the circuit
     * @param circuitDelay time for which it stays open before one call is let through
     * @param maxRetryAfter maximum time without calls that a provider can demand
     */
    record Limits(
            int maxConcurrentCalls,
            int circuitThreshold,
            Duration circuitDelay,
            Duration maxRetryAfter) {}

    /**
     * @param profile name of the profile, for logs and metrics
     */
    GuardedModel(
            ReplyModel model,
            ProfileTerms terms,
            ProviderAccount account,
            Limits limits,
            Tracer tracer,
            MeterRegistry meters) {
        this.model = model;
        this.terms = terms;
        profile = terms.name();
        this.account = account;
        circuitDelay = limits.circuitDelay();
        maxRetryAfter = limits.maxRetryAfter();
        this.tracer = tracer;
        this.meters = meters;
        guard =
                TypedGuard.create(ModelResult.class)
                        .withDescription("model " + model.provider())
                        .withCircuitBreaker()
                        .requestVolumeThreshold(limits.circuitThreshold())
                        .failureRatio(1)
                        .delay(circuitDelay.toMillis(), ChronoUnit.MILLIS)
                        .when(this::isCircuitFailure)
                        .onStateChange(this::onStateChange)
                        .done()
                        .withBulkhead()
                        .limit(limits.maxConcurrentCalls())
                        .queueSize(Integer.MAX_VALUE - limits.maxConcurrentCalls())
                        .enableSynchronousQueueing()
                        .done()
                        .build();
        gauges =
                List.of(
                        Gauge.builder(
                                        "switchboard.model.calls.in.flight",
                                        inFlight,
                                        AtomicInteger::get)
                                .tag("profile", profile)
                                .register(meters),
                        Gauge.builder(
                                        "switchboard.model.circuit.open",
                                        this,
                                        it -> it.isCircuitOpen() ? 1 : 0)
                                .description("1 while the circuit breaker holds model calls back")
                                .tag("profile", profile)
                                .register(meters));
    }

    /** Ends its gauges, so that another model of the profile can have them; calls go on. */
    void retire() {
        gauges.forEach(meters::remove);
    }

    /** A cancelled call says nothing about the provider: while half-open, another one has to. */
    private boolean isCircuitFailure(Throwable thrown) {
        return thrown instanceof UnavailableException
                || thrown instanceof CancellationException
                        && circuit == CircuitBreakerState.HALF_OPEN;
    }

    private void onStateChange(CircuitBreakerState state) {
        if (state == CircuitBreakerState.OPEN) {
            holdBack();
        }
        circuit = state;
    }

    private void holdBack() {
        heldBackUntil = System.nanoTime() + circuitDelay.toNanos();
    }

    private boolean isCircuitOpen() {
        return circuit != CircuitBreakerState.CLOSED;
    }

    public String provider() {
        return model.provider();
    }

    /** Name of the model at the provider. */
    public String name() {
        return model.name();
    }

    public ProfileTerms terms() {
        return terms;
    }

    /** Name of the profile. */
    public String profile() {
        return profile;
    }

    /** Account that it shares with other profiles. */
    ProviderAccount account() {
        return account;
    }

    /**
     * Time until a call may be let through; zero where it may now. While the one call of a
     * half-open circuit breaker is in flight, the others wait for another delay.
     */
    public Duration circuitDelay() {
        var demanded = demandedDelay();
        var left = timeUntil(heldBackUntil);
        return isCircuitOpen() && left.compareTo(demanded) > 0 ? left : demanded;
    }

    /** Time for which the provider still wants no request. */
    private Duration demandedDelay() {
        return timeUntil(retryAfter);
    }

    private static Duration timeUntil(long nanoTime) {
        var left = Duration.ofNanos(nanoTime - System.nanoTime());
        return left.isPositive() ? left : Duration.ZERO;
    }

    /**
     * Calls the model once, or not at all while the circuit is open or the provider wants no
     * request.
     */
    public ModelResult call(Prompt prompt) throws InterruptedException {
        var delay = demandedDelay();
        return delay.isPositive() ? new ModelResult.CircuitOpen(delay) : tracedCall(prompt);
    }

    private ModelResult tracedCall(Prompt prompt) throws InterruptedException {
        var span =
                tracer.spanBuilder("model reply")
                        .setAttribute("provider", model.provider())
                        .setAttribute("model", model.name())
                        .setAttribute("profile", profile)
                        .startSpan();
        try (var _ = span.makeCurrent()) {
            var result = guard.get(() -> guardedCall(prompt));
            if (circuit == CircuitBreakerState.HALF_OPEN) {
                // The guard's own notice of it may come before that of the state before.
                circuit = CircuitBreakerState.CLOSED;
            }
            return result;
        } catch (UnavailableException e) {
            return e.failure;
        } catch (CircuitBreakerOpenException e) {
            return new ModelResult.CircuitOpen(delayAfterRefusal());
        } catch (CancellationException e) {
            throw new InterruptedException("the call was cancelled");
        } finally {
            span.end();
        }
    }

    private Duration delayAfterRefusal() {
        if (circuit == CircuitBreakerState.HALF_OPEN) {
            holdBack();
        }
        var left = circuitDelay();
        return left.isPositive() ? left : circuitDelay;
    }

    private ModelResult guardedCall(Prompt prompt) {
        if (circuit == CircuitBreakerState.HALF_OPEN) {
            holdBack();
        }
        // The demand may have come while this call waited for room.
        var delay = demandedDelay();
        if (delay.isPositive()) {
            return new ModelResult.CircuitOpen(delay);
        }
        var result = timedCall(prompt);
        if (result instanceof ModelResult.Failure failure) {
            failure.retryAfter().ifPresent(this::keepAway);
            if (failure.code().retries() == FailureCode.Retries.UNTIL_TIMEOUT) {
                throw new UnavailableException(failure);
            }
        }
        return result;
    }

    private void keepAway(Duration demanded) {
        var time = demanded.compareTo(maxRetryAfter) < 0 ? demanded : maxRetryAfter;
        retryAfter = System.nanoTime() + time.toNanos();
    }

    private ModelResult timedCall(Prompt prompt) {
        var started = System.nanoTime();
        var outcome = "cancelled";
        inFlight.incrementAndGet();
        try {
            var result = reply(prompt);
            outcome = outcome(result);
            return result;
        } finally {
            inFlight.decrementAndGet();
            meters.timer(
                            "switchboard.model.latency",
                            "provider",
                            model.provider(),
                            "outcome",
                            outcome)
                    .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        }
    }

    private static String outcome(ModelResult result) {
        return switch (result) {
            case ModelResult.Answer _ -> "answer";
            case ModelResult.Failure failure -> failure.code().name().toLowerCase(Locale.ROOT);
            case ModelResult.CircuitOpen _ -> "circuit_open";
        };
    }

    private ModelResult reply(Prompt prompt) {
        try {
            return model.reply(prompt);
        } catch (InterruptedException e) {
            // As the guard itself says it of a call that is cancelled while it waits for room.
            throw new CancellationException("the call was cancelled");
        } catch (RuntimeException | Error e) {
            return clientBug(e);
        }
    }

    /**
     * Logs the type only: the message may hold a customer's text. Wraps an error: the circuit
     * breaker sees exceptions only, and would wait for its one call for ever.
     */
    private ModelResult clientBug(Throwable thrown) {
        var root = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error) {
                throw new IllegalStateException("the model's client failed", cause);
            }
            root = cause;
        }
        var frames = root.getStackTrace();
        var where = frames.length == 0 ? "nowhere" : frames[0].toString();
        LOG.errorf(
                "Model client failed by a bug provider=%s kind=%s at=%s",
                model.provider(), root.getClass().getName(), where);
        return ModelResult.Failure.of(
                FailureCode.INTERNAL,
                "a bug in the model's client, " + root.getClass().getSimpleName() + " at " + where);
    }

    /** Carries the failure of an unavailable provider past the circuit breaker, which counts it. */
    private static final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ModelResult.Failure failure;

        UnavailableException(ModelResult.Failure failure) {
            super(failure.detail(), null, false, false);
            this.failure = failure;
        }
    }
}
