package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.model.ModelResult;
import dev.switchboard.aiworker.model.Prompt;
import dev.switchboard.transcript.ownership.Ownership;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls the model, or backs off, until a newer turn or a takeover cancels it. Neither runs on the
 * caller's thread, so that a cancellation never interrupts it while it uses the database.
 */
@ApplicationScoped
public class CancellableModelCall {
    private final InFlightTurns inFlight;
    private final AnswerSource answerSource;
    private final HintPublisher hints;
    private final AtomicInteger backingOff = new AtomicInteger();

    CancellableModelCall(
            InFlightTurns inFlight,
            AnswerSource answerSource,
            HintPublisher hints,
            MeterRegistry meters) {
        this.inFlight = inFlight;
        this.answerSource = answerSource;
        this.hints = hints;
        meters.gauge("switchboard.turns.waiting.for.model", backingOff);
    }

    /**
     * Calls the model once; a cancellation cancels its request.
     *
     * @param isRestartable true where newer turns cancel the call, too
     */
    CallResult call(TurnBatch batch, Ownership ownership, Prompt prompt, boolean isRestartable)
            throws InterruptedException {
        var trace = Context.current();
        var call = new FutureTask<>(trace.wrap(() -> callModel(batch, prompt)));
        if (!inFlight.tryStart(batch, ownership.epoch(), isRestartable, call)) {
            return new CallResult.Cancelled();
        }
        try {
            Thread.ofVirtual().name("answer").start(call);
            return new CallResult.Completed(call.get());
        } catch (CancellationException e) {
            return new CallResult.Cancelled();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no answer was found", e.getCause());
        } finally {
            call.cancel(true);
            inFlight.finished(batch);
        }
    }

    private ModelResult callModel(TurnBatch batch, Prompt prompt) throws InterruptedException {
        try (var _ = hints.answering(batch)) {
            return answerSource.callModel(batch, prompt);
        }
    }

    /** Returns after this time, or sooner when cancelled. */
    void backOff(TurnBatch batch, Ownership ownership, Duration time) throws InterruptedException {
        var backoff = new CompletableFuture<Void>();
        if (!inFlight.tryStart(batch, ownership.epoch(), true, backoff)) {
            return;
        }
        backingOff.incrementAndGet();
        try {
            backoff.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | CancellationException e) {
            // The time has passed, or it was cancelled: the caller looks.
        } catch (ExecutionException e) {
            throw new IllegalStateException("a backoff does not fail", e);
        } finally {
            backingOff.decrementAndGet();
            inFlight.finished(batch);
        }
    }
}
