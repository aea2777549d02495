package dev.switchboard.buffer.stream;

import static dev.switchboard.buffer.stream.CommitPace.MIN_INTERVAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final CommitPace pace = new CommitPace();

    @Test
    void turnAfterAPauseIsCommittedAtOnceAndThoseBehindItTogether() {
        assertThat(pace.tryRequest(NOON)).isTrue();
        assertThat(pace.tryRequest(NOON)).isFalse();
        assertThat(pace.tryRequest(NOON.plus(MIN_INTERVAL).minusMillis(1))).isFalse();
        assertThat(pace.tryRequest(NOON.plus(MIN_INTERVAL))).isTrue();
    }

    @Test
    void eachThreadHasItsOwnPace() {
        // Given
        assertThat(pace.tryRequest(NOON)).isTrue();

        // When
        var other = new CompletableFuture<Boolean>();
        Thread.ofPlatform().name("other").start(() -> other.complete(pace.tryRequest(NOON)));

        // Then
        assertThat(other.join()).isTrue();
    }

    @Test
    void clockThatWasSetBackHoldsNothingUp() {
        assertThat(pace.tryRequest(NOON)).isTrue();
        assertThat(pace.tryRequest(NOON.minusSeconds(60))).isTrue();
    }
}
