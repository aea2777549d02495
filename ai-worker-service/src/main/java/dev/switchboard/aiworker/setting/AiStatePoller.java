package dev.switchboard.aiworker.setting;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.transcript.aicontrol.AiState;
import dev.switchboard.transcript.aicontrol.AiStateReader;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Reads the state of the AI in the database once a second, in one statement, for all who observe
 * {@link AiState}. While the database is away, or an observer fails, the last state stays in force.
 */
@Singleton
class AiStatePoller {
    private static final Logger LOG = Logger.getLogger(AiStatePoller.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final AiStateReader reader;
    private final Event<AiState> observers;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("ai-state").factory());
    private boolean isReadable = true;

    AiStatePoller(AiStateReader reader, Event<AiState> observers) {
        this.reader = reader;
        this.observers = observers;
    }

    /** Reads it before the first turn. */
    void start(@Observes StartupEvent started) {
        poll();
        var _ =
                timer.scheduleWithFixedDelay(
                        this::poll,
                        INTERVAL.toMillis(),
                        INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /** Outermost frame of the timer. */
    private void poll() {
        try {
            observers.fire(reader.read());
            if (!isReadable) {
                LOG.info("AI settings and switch readable again");
            }
            isReadable = true;
        } catch (RuntimeException e) {
            if (isReadable) {
                LOG.warnf(
                        "AI settings and switch not readable, the last ones stay in force cause=%s",
                        LoggableFailure.summary(e));
            }
            isReadable = false;
        }
    }
}
