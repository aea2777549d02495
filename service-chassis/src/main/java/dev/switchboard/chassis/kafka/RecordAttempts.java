package dev.switchboard.chassis.kafka;

import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.wire.UndecodableException;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Processes one record until an attempt has returned or the record is dead-lettered. While the
 * infrastructure is down it retries with backoff; a record that cannot be decoded, or that fails
 * {@link #MAX_ATTEMPTS} times by itself or by a bug, is dead-lettered, as is one whose handler asks
 * for it. Thread-safe.
 */
final class RecordAttempts {
    static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private static final Logger LOG = Logger.getLogger(RecordAttempts.class);
    private static final int MAX_ATTEMPTS = 5;

    private final DeadLetters deadLetters;
    private final RunningConsumers running;

    RecordAttempts(DeadLetters deadLetters, RunningConsumers running) {
        this.deadLetters = deadLetters;
        this.running = running;
    }

    /** Decodes the record and handles its event. */
    @FunctionalInterface
    interface Attempt {
        void run() throws InterruptedException;
    }

    /**
     * Outermost frame: every failure is handled here, and recorded in the current span.
     *
     * @throws InterruptedException when told to stop before the end
     */
    void process(ConsumerRecord<String, byte[]> record, Attempt action)
            throws InterruptedException {
        var failures = 0;
        for (var attempt = 1; ; attempt++) {
            try {
                action.run();
                return;
            } catch (RuntimeException | Error e) {
                running.throwIfInterrupted(e);
                Span.current().recordException(LoggableFailure.of(e));
                failures += InfrastructureFailures.isDown(e) ? 0 : 1;
                if ((isPermanent(e) || failures >= MAX_ATTEMPTS)
                        && deadLetter(record, e, attempt)) {
                    return;
                }
                LOG.warnf(
                        LoggableFailure.of(e),
                        "Record processing failed, retrying topic=%s attempt=%d",
                        record.topic(),
                        attempt);
                Thread.sleep(BACKOFF.after(attempt));
            }
        }
    }

    private static boolean isPermanent(Throwable failure) {
        return failure instanceof UndecodableException
                || failure instanceof UnprocessableEventException;
    }

    private boolean deadLetter(
            ConsumerRecord<String, byte[]> record, Throwable cause, int attempts) {
        try {
            deadLetters.publish(record, summary(cause), attempts);
            return true;
        } catch (RuntimeException | Error e) {
            // Also while this process is being stopped: the record stays until it can be
            // dead-lettered.
            LOG.warnf(
                    LoggableFailure.of(e),
                    "Dead letter not published, retrying topic=%s",
                    record.topic());
            return false;
        }
    }

    private static String summary(Throwable cause) {
        return cause instanceof UnprocessableEventException decided
                ? decided.cause()
                : LoggableFailure.summary(cause);
    }
}
