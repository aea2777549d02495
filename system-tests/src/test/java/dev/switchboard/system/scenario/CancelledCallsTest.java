package dev.switchboard.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.ModelCall;
import dev.switchboard.system.world.ClockDifference;
import dev.switchboard.system.world.CustomerPhone;
import dev.switchboard.system.world.OwnershipCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancelledCallsTest {
    private static final Instant TAKEOVER = Instant.parse("2026-11-21T12:00:00Z");

    private final Journal journal = new Journal();

    @BeforeEach
    void takeOver() {
        var customer = new CustomerPhone("c0001", "+15550000001", Channel.META);
        journal.recordTakeover(
                customer, new OwnershipCall(TAKEOVER.minusMillis(20), TAKEOVER, 200));
    }

    @Test
    void callThatEndsUnansweredAfterTheTakeoverWasCancelled() {
        // When
        var figure = CancelledCalls.of(List.of(cancelled(30)), journal, ClockDifference.none());

        // Then
        assertThat(figure.open()).isOne();
        assertThat(figure.cancelled()).isOne();
        assertThat(figure.delay().max()).hasMillis(30);
    }

    @Test
    void callThatIsAnsweredAfterTheTakeoverWasNotCancelled() {
        // When
        var figure = CancelledCalls.of(List.of(answered(900)), journal, ClockDifference.none());

        // Then
        assertThat(figure.open()).isOne();
        assertThat(figure.cancelled()).isZero();
    }

    @Test
    void callThatHadEndedBeforeDoesNotCount() {
        // When
        var figure =
                CancelledCalls.of(
                        List.of(answered(-100), cancelled(-5)), journal, ClockDifference.none());

        // Then
        assertThat(figure.calls()).isEqualTo(2);
        assertThat(figure.open()).isZero();
    }

    private static ModelCall cancelled(long millisAfterTakeover) {
        return call(Optional.empty(), Optional.of(TAKEOVER.plusMillis(millisAfterTakeover)));
    }

    private static ModelCall answered(long millisAfterTakeover) {
        return call(Optional.of(TAKEOVER.plusMillis(millisAfterTakeover)), Optional.empty());
    }

    private static ModelCall call(Optional<Instant> answered, Optional<Instant> cancelled) {
        return new ModelCall(1, Set.of("c0001.1.1"), TAKEOVER.minusSeconds(1), answered, cancelled);
    }
}
