package dev.switchboard.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.ModelCall;
import dev.switchboard.system.world.ClockDifference;
import dev.switchboard.system.world.CustomerLine;
import dev.switchboard.system.world.Handover;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CutShortTest {
    private static final Instant TAKEN = Instant.parse("2026-11-21T12:00:00Z");

    private final Journal journal = new Journal();

    @BeforeEach
    void aPersonTakesTheLine() {
        var customer = new CustomerLine("c0001", "+15550000001", Channel.META);
        journal.tookOver(customer, new Handover(TAKEN.minusMillis(20), TAKEN, 200));
    }

    @Test
    void aCallThatEndsUnansweredAfterTheTakeoverWasCutShort() {
        // When
        var figure = CutShort.of(List.of(cancelled(30)), journal, ClockDifference.none());

        // Then
        assertThat(figure.open()).isOne();
        assertThat(figure.cancelled()).isOne();
        assertThat(figure.after().longest()).hasMillis(30);
    }

    @Test
    void aCallThatIsAnsweredAfterTheTakeoverRanOn() {
        // When
        var figure = CutShort.of(List.of(answered(900)), journal, ClockDifference.none());

        // Then
        assertThat(figure.open()).isOne();
        assertThat(figure.cancelled()).isZero();
    }

    @Test
    void aCallThatHadEndedBeforeIsNobodysBusiness() {
        // When
        var figure =
                CutShort.of(
                        List.of(answered(-100), cancelled(-5)), journal, ClockDifference.none());

        // Then
        assertThat(figure.calls()).isEqualTo(2);
        assertThat(figure.open()).isZero();
    }

    private static ModelCall cancelled(long millisAfterTakeover) {
        return call(Optional.empty(), Optional.of(TAKEN.plusMillis(millisAfterTakeover)));
    }

    private static ModelCall answered(long millisAfterTakeover) {
        return call(Optional.of(TAKEN.plusMillis(millisAfterTakeover)), Optional.empty());
    }

    private static ModelCall call(Optional<Instant> answered, Optional<Instant> cancelled) {
        return new ModelCall(1, Set.of("c0001.1.1"), TAKEN.minusSeconds(1), answered, cancelled);
    }
}
