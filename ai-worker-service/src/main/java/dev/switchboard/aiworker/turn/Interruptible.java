package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.model.ModelResult;
import dev.switchboard.aiworker.model.Prompt;
import dev.switchboard.transcript.control.Control;
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
 * Asks the model and waits for it until something comes that matters more. The caller's thread does
 * neither, so that an interruption never hits it while it uses the database.
 */
@ApplicationScoped
public class Interruptible {
    private final Interruptions interruptions;
    private final Answerer answerer;
    private final HintPublisher hints;
    private final AtomicInteger resting = new AtomicInteger();

    Interruptible(
            Interruptions interruptions,
            Answerer answerer,
            HintPublisher hints,
            MeterRegistry meters) {
        this.interruptions = interruptions;
        this.answerer = answerer;
        this.hints = hints;
        meters.gauge("switchboard.turns.waiting.for.model", resting);
    }

    /**
     * Asks the model once; an interruption cancels its request.
     *
     * @param isOpen whether newer turns may interrupt
     */
    Asked ask(Question question, Control control, Prompt prompt, boolean isOpen)
            throws InterruptedException {
        var trace = Context.current();
        var work = new FutureTask<>(trace.wrap(() -> asked(question, prompt)));
        if (!interruptions.begin(question, control.epoch(), isOpen, work)) {
            return new Asked.Interrupted();
        }
        try {
            Thread.ofVirtual().name("answer").start(work);
            return new Asked.Result(work.get());
        } catch (CancellationException e) {
            return new Asked.Interrupted();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no answer was found", e.getCause());
        } finally {
            work.cancel(true);
            interruptions.ended(question);
        }
    }

    private ModelResult asked(Question question, Prompt prompt) throws InterruptedException {
        try (var _ = hints.answering(question)) {
            return answerer.ask(question, prompt);
        }
    }

    /** Returns after this time, or sooner by an interruption. */
    void rest(Question question, Control control, Duration time) throws InterruptedException {
        var rest = new CompletableFuture<Void>();
        if (!interruptions.begin(question, control.epoch(), true, rest)) {
            return;
        }
        resting.incrementAndGet();
        try {
            rest.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | CancellationException e) {
            // Rested enough, or interrupted: the caller looks.
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody fails a rest", e);
        } finally {
            resting.decrementAndGet();
            interruptions.ended(question);
        }
    }
}
