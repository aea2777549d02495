package dev.switchboard.operator.handoff;

import dev.switchboard.chassis.failure.Infrastructure;
import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Brings the outbox's turns to Kafka: at once, and what was left behind by a Kafka that was away or
 * a process that died, again and again. A turn may arrive twice; it is settled once.
 */
@ApplicationScoped
class TurnRelay {
    private static final Logger LOG = Logger.getLogger(TurnRelay.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Until then whoever has kept it is still publishing it. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(20);

    private static final int BATCH_TURNS = 50;

    private final TurnOutbox outbox;
    private final Consumer<TurnReady> publisher;
    private final AtomicInteger waiting;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("turn-relay").factory());

    @Inject
    TurnRelay(TurnOutbox outbox, EventPublisher events, MeterRegistry metrics) {
        this(
                outbox,
                turn ->
                        events.publishAndWait(
                                Topics.TURNS, turn.conversation().id().toString(), turn),
                metrics.gauge("switchboard.turn.outbox", new AtomicInteger()));
    }

    TurnRelay(TurnOutbox outbox, Consumer<TurnReady> publisher, AtomicInteger waiting) {
        this.outbox = outbox;
        this.publisher = publisher;
        this.waiting = waiting;
    }

    void start(@Observes StartupEvent started) {
        var every = INTERVAL.toMillis();
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> relay(LEFT_BEHIND), every, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /**
     * Publishes a kept turn; where that is not possible now it stays kept, and is published later.
     */
    void publish(TurnReady turn) {
        try {
            publisher.accept(turn);
            outbox.published(turn.id());
            LOG.infof(
                    "Open questions are offered to the AI. conversation=%s turn=%s messages=%d",
                    turn.conversation().id(), turn.id(), turn.messages().size());
        } catch (RuntimeException e) {
            if (!Infrastructure.isDown(e)) {
                throw e;
            }
            LOG.warnf(
                    "Open questions not offered yet, trying again turn=%s cause=%s",
                    turn.id(), LoggableFailure.words(e));
        }
    }

    /** The timer's outermost frame: publishes what was kept this long ago or longer. */
    void relay(Duration age) {
        try {
            outbox.keptFor(age, BATCH_TURNS).forEach(this::publish);
            waiting.set(outbox.size());
        } catch (RuntimeException e) {
            LOG.warnf("Outbox of turns not read, trying again cause=%s", LoggableFailure.words(e));
        }
    }
}
