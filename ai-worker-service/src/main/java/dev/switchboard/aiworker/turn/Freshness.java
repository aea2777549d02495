package dev.switchboard.aiworker.turn;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/** Knows which questions are too old to be answered by themselves. */
@ApplicationScoped
public class Freshness {
    private final Duration answerWithin;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Freshness(TurnSettings settings, InstantSource clock, MeterRegistry meters) {
        answerWithin = settings.answerWithin();
        this.clock = clock;
        this.meters = meters;
    }

    /** By the time at which the customer wrote last; counts those that are. */
    boolean isStale(Question question) {
        var until = question.writtenAt().plus(answerWithin);
        var stale = until.isBefore(clock.instant());
        if (stale) {
            meters.counter("switchboard.turns.stale").increment();
        }
        return stale;
    }
}
