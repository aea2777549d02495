package dev.switchboard.aiworker.turn;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/** Maximum age of a turn batch that is still answered. */
@ApplicationScoped
public class StaleTurnPolicy {
    private final Duration maxMessageAge;
    private final InstantSource clock;
    private final MeterRegistry meters;

    StaleTurnPolicy(TurnSettings settings, InstantSource clock, MeterRegistry meters) {
        maxMessageAge = settings.maxMessageAge();
        this.clock = clock;
        this.meters = meters;
    }

    /** Compares the time at which the customer wrote last; counts stale batches. */
    boolean isStale(TurnBatch batch) {
        var answerableUntil = batch.writtenAt().plus(maxMessageAge);
        var stale = answerableUntil.isBefore(clock.instant());
        if (stale) {
            meters.counter("switchboard.turns.stale").increment();
        }
        return stale;
    }
}
