package dev.switchboard.aiworker.model;

import dev.switchboard.chassis.failure.Breaker;
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
 * The way to the model: at most so many calls at once, none longer than it may take, and while it
 * fails in a row only one now and then to see. Safe for use by many threads; interrupting a caller
 * cancels its request at the provider.
 */
public final class ModelGate {
    private static final Logger LOG = Logger.getLogger(ModelGate.class);

    private final ReplyModel model;
    private final Duration longestCall;
    private final Semaphore room;
    private final Breaker breaker;
    private final MeterRegistry meters;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param mostCalls how many calls may be under way at once; others wait for room
     */
    ModelGate(
            ReplyModel model,
            Duration longestCall,
            int mostCalls,
            Breaker breaker,
            MeterRegistry meters) {
        if (!longestCall.isPositive() || mostCalls < 1) {
            throw new IllegalArgumentException(
                    "a gate for " + mostCalls + " calls of " + longestCall);
        }
        this.model = model;
        this.longestCall = longestCall;
        this.room = new Semaphore(mostCalls);
        this.breaker = breaker;
        this.meters = meters;
        meters.gauge("switchboard.model.calls", underWay);
        Gauge.builder("switchboard.model.stopped", breaker, it -> it.hasStopped() ? 1 : 0)
                .description("1 while turns wait because the model fails")
                .register(meters);
    }

    public String provider() {
        return model.provider();
    }

    public String name() {
        return model.name();
    }

    /**
     * Zero where the caller may ask now, and is to do so: it may be the one that goes ahead of the
     * others. Otherwise how long to wait before coming back.
     */
    public Duration waitBeforeNext() {
        return breaker.waitBeforeNext();
    }

    /** Asks once. */
    public ModelResult ask(Prompt prompt) throws InterruptedException {
        room.acquire();
        try {
            var result = measured(prompt);
            note(result);
            return result;
        } finally {
            room.release();
        }
    }

    private void note(ModelResult result) {
        if (result instanceof ModelResult.Failure failure
                && failure.code().reaction() == FailureCode.Reaction.WAIT) {
            breaker.failed();
        } else {
            breaker.succeeded();
        }
    }

    private ModelResult measured(Prompt prompt) throws InterruptedException {
        var started = System.nanoTime();
        var outcome = "cancelled";
        underWay.incrementAndGet();
        try {
            var result = bounded(prompt);
            outcome = outcome(result);
            return result;
        } finally {
            underWay.decrementAndGet();
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
     * The client's own timeout ends with the answer's first byte; this one also ends an answer that
     * trickles.
     */
    private ModelResult bounded(Prompt prompt) throws InterruptedException {
        var call = new FutureTask<>(() -> model.reply(prompt));
        Thread.ofVirtual().name("model-call").start(call);
        try {
            return call.get(longestCall.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return ModelResult.Failure.of(FailureCode.TIMEOUT, "no answer within " + longestCall);
        } catch (ExecutionException e) {
            return bug(e);
        } finally {
            call.cancel(true);
        }
    }

    /** What a client's exceptions say may be the customer's words: only their kind is told. */
    private ModelResult bug(ExecutionException thrown) {
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
                "The model's client failed by a bug provider=%s kind=%s at=%s",
                model.provider(), root.getClass().getName(), where);
        return ModelResult.Failure.of(
                FailureCode.INTERNAL,
                "a bug in the model's client, " + root.getClass().getSimpleName() + " at " + where);
    }
}
