package dev.switchboard.operator.handoff;

import static java.util.stream.Collectors.toSet;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Publishes the outbox's turns: at once, and every few seconds those that an outage of Kafka or a
 * crash has left there. A turn may be published twice; it is claimed once. A turn that cannot be
 * published because of its content stays stored, is logged once, counted, and retried every ten
 * minutes; it holds up no other.
 */
@ApplicationScoped
class TurnRelay {
    private static final Logger LOG = Logger.getLogger(TurnRelay.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Younger turns are still being published by the handback that stored them. */
    private static final Duration MIN_AGE = Duration.ofSeconds(20);

    private static final int BATCH_TURNS = 50;

    /** Retry interval of a turn that cannot be published: another version may know how. */
    private static final Duration REJECTED_INTERVAL = Duration.ofMinutes(10);

    /** Turns that cannot be published, with the time of their next attempt. */
    private final Map<TurnId, Instant> rejected = new ConcurrentHashMap<>();

    private final TurnOutbox outbox;
    private final Consumer<TurnReady> publisher;
    private final AtomicInteger waiting;
    private final InstantSource clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("turn-relay").factory());

    @Inject
    TurnRelay(
            TurnOutbox outbox, EventPublisher events, MeterRegistry metrics, InstantSource clock) {
        this(
                outbox,
                turn ->
                        events.publishAndWait(
                                Topics.TURNS, turn.conversation().id().toString(), turn),
                metrics.gauge("switchboard.turn.outbox", new AtomicInteger()),
                clock);
        metrics.gauge("switchboard.turn.outbox.rejected", rejected, Map::size);
    }

    TurnRelay(
            TurnOutbox outbox,
            Consumer<TurnReady> publisher,
            AtomicInteger waiting,
            InstantSource clock) {
        this.outbox = outbox;
        this.publisher = publisher;
        this.waiting = waiting;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        var every = INTERVAL.toMillis();
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> relay(MIN_AGE), every, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /** Publishes a turn of the outbox; where that fails it stays there and is published later. */
    void publish(TurnReady turn) {
        try {
            publisher.accept(turn);
            outbox.published(turn.id());
            rejected.remove(turn.id());
            LOG.infof(
                    "Turn of a handback published conversation=%s turn=%s messages=%d",
                    turn.conversation().id(), turn.id(), turn.messages().size());
        } catch (RuntimeException e) {
            // Of this turn: any retry would meet it as well.
            if (!InfrastructureFailures.isDown(e)) {
                reject(turn.id(), LoggableFailure.summary(e));
                return;
            }
            LOG.warnf(
                    "Turn of a handback not published, retrying turn=%s cause=%s",
                    turn.id(), LoggableFailure.summary(e));
        }
    }

    private void reject(TurnId turn, String cause) {
        if (rejected.put(turn, clock.instant().plus(REJECTED_INTERVAL)) == null) {
            LOG.errorf(
                    "Turn of a handback cannot be published, kept turn=%s cause=%s", turn, cause);
        }
    }

    /** Outermost frame of the timer: publishes turns stored this long ago or longer. */
    void relay(Duration age) {
        try {
            var kept = outbox.size();
            if (kept > 0 || !rejected.isEmpty()) {
                relayBatch(age);
                kept = outbox.size();
            }
            waiting.set(kept);
        } catch (RuntimeException e) {
            LOG.warnf("Turn outbox not read, retrying cause=%s", LoggableFailure.summary(e));
        }
    }

    private void relayBatch(Duration age) {
        var now = clock.instant();
        var batch = outbox.keptFor(age, BATCH_TURNS, triedAfter(now));
        for (var kept : batch) {
            kept.turn()
                    .ifPresentOrElse(
                            this::publish, () -> reject(kept.id(), "the row cannot be read"));
        }
        // Turns that were due and are not in the batch were withdrawn, or published elsewhere.
        rejected.values().removeIf(next -> !next.isAfter(now));
    }

    private Set<TurnId> triedAfter(Instant now) {
        return rejected.entrySet().stream()
                .filter(entry -> entry.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }
}
