package dev.switchboard.aiworker.model;

import dev.switchboard.chassis.resilience.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Language model behind a concurrency limit, a timeout and a circuit breaker. Safe for use by many
 * threads; interrupting a caller cancels its request at the provider.
 */
public final class GuardedModel {
    private static final Logger LOG = Logger.getLogger(GuardedModel.class);

    private final ReplyModel model;
    private final Duration timeout;
    private final Semaphore permits;
    private final CircuitBreaker breaker;
    private final MeterRegistry meters;
    private final AtomicInteger inFlight = new AtomicInteger();

    /**
     * @param timeout of one call
     * @param maxConcurrentCalls calls that may be in flight at once; others wait
     */
    GuardedModel(
            ReplyModel model,
            Duration timeout,
            int maxConcurrentCalls,
            CircuitBreaker breaker,
            MeterRegistry meters) {
        if (!timeout.isPositive() || maxConcurrentCalls < 1) {
            throw new IllegalArgumentException(
                    "at most " + maxConcurrentCalls + " calls with a timeout of " + timeout);
        }
        this.model = model;
        this.timeout = timeout;
        this.permits = new Semaphore(maxConcurrentCalls);
        this.breaker = breaker;
        this.meters = meters;
        meters.gauge("switchboard.model.calls.in.flight", inFlight);
        Gauge.builder("switchboard.model.circuit.open", breaker, it -> it.isOpen() ? 1 : 0)
                .description("1 while the circuit breaker holds model calls back")
                .register(meters);
    }

    public String provider() {
        return model.provider();
    }

    public String name() {
        return model.name();
    }

    /**
     * Zero where the caller may call now, and then must: its call may be the one that a half-open
     * circuit breaker lets through. Otherwise the time to wait before the next try.
     */
    public Duration tryAcquire() {
        return breaker.tryAcquire();
    }

    /** Calls the model once. */
    public ModelResult call(Prompt prompt) throws InterruptedException {
        permits.acquire();
        try {
            var result = timedCall(prompt);
            reportToBreaker(result);
            return result;
        } finally {
            permits.release();
        }
    }

    private void reportToBreaker(ModelResult result) {
        if (result instanceof ModelResult.Failure failure
                && failure.code().retries() == FailureCode.Retries.UNTIL_TIMEOUT) {
            breaker.onFailure();
        } else {
            breaker.onSuccess();
        }
    }

    private ModelResult timedCall(Prompt prompt) throws InterruptedException {
        var started = System.nanoTime();
        var outcome = "cancelled";
        inFlight.incrementAndGet();
        try {
            var result = callWithTimeout(prompt);
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
        };
    }

    /**
     * The client's own timeout covers the answer's first byte only; this one also ends an answer
     * that trickles in.
     */
    private ModelResult callWithTimeout(Prompt prompt) throws InterruptedException {
        var call = new FutureTask<>(() -> model.reply(prompt));
        Thread.ofVirtual().name("model-call").start(call);
        try {
            return call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return ModelResult.Failure.of(FailureCode.TIMEOUT, "no answer within " + timeout);
        } catch (ExecutionException e) {
            return clientBug(e);
        } finally {
            call.cancel(true);
        }
    }

    /** Logs the exception's type only: its message may hold a customer's text. */
    private ModelResult clientBug(ExecutionException thrown) {
        Throwable root = thrown;
        for (var cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Error error) {
                throw error;
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
}
