package dev.switchboard.aiworker.model;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Asks a model until it answers, it is clear that it will not, or the turn's time is up. Safe for
 * use by many threads; interrupting a caller cancels its request at the provider.
 */
public final class PatientModel {
    private static final Logger LOG = Logger.getLogger(PatientModel.class);

    private final ReplyModel model;
    private final Patience patience;
    private final MeterRegistry meters;
    private final AtomicInteger underWay = new AtomicInteger();

    PatientModel(ReplyModel model, Patience patience, MeterRegistry meters) {
        this.model = model;
        this.patience = patience;
        this.meters = meters;
        meters.gauge("switchboard.model.calls", underWay);
    }

    public String provider() {
        return model.provider();
    }

    public String name() {
        return model.name();
    }

    /**
     * @return the last attempt's result
     */
    public ModelResult ask(Prompt prompt) throws InterruptedException {
        var deadline = System.nanoTime() + patience.turn().toNanos();
        for (var attempt = 1; ; attempt++) {
            var result = measured(prompt, left(deadline));
            if (!(result instanceof ModelResult.Failure failure)) {
                return result;
            }
            LOG.warnf(
                    "Model gave no answer provider=%s code=%s attempt=%d detail=%s",
                    model.provider(), failure.code(), attempt, failure.detail());
            var pause = pauseAfter(attempt, failure);
            if (pause.isEmpty() || pause.get().compareTo(left(deadline)) >= 0) {
                return failure;
            }
            Thread.sleep(pause.get());
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private Optional<Duration> pauseAfter(int attempt, ModelResult.Failure failure) {
        if (!failure.code().retryable() || attempt >= patience.mostAttempts()) {
            return Optional.empty();
        }
        var backoff = patience.firstPause().multipliedBy(1L << (attempt - 1));
        var spread = ThreadLocalRandom.current().nextDouble(0.5, 1.5);
        var pause = Duration.ofNanos((long) (backoff.toNanos() * spread));
        return Optional.of(
                failure.retryAfter().filter(asked -> asked.compareTo(pause) > 0).orElse(pause));
    }

    private ModelResult measured(Prompt prompt, Duration left) throws InterruptedException {
        var started = System.nanoTime();
        var outcome = "cancelled";
        underWay.incrementAndGet();
        try {
            var result = bounded(prompt, left);
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
    private ModelResult bounded(Prompt prompt, Duration left) throws InterruptedException {
        var limit = left.compareTo(patience.call()) < 0 ? left : patience.call();
        var call = new FutureTask<>(() -> model.reply(prompt));
        Thread.ofVirtual().name("model-call").start(call);
        try {
            return call.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return ModelResult.Failure.of(FailureCode.TIMEOUT, "no answer within " + limit);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the model's client failed", e.getCause());
        } finally {
            call.cancel(true);
        }
    }
}
