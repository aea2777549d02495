package dev.switchboard.buffer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stream that stood still, or lags, does not take its own silence for the customer's. */
class ReadLateTest extends BufferCase {
    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    @Test
    void whatWasWrittenWhileTheStreamStoodStillBelongsToTheBurst() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.passes(A_SECOND);
        var meanwhile = buffer.now().plusMillis(500);
        buffer.standsStill(Duration.ofSeconds(4));

        // When
        buffer.reads(ana.writes("b", meanwhile), meanwhile);
        buffer.passes(CATCH_UP);

        // Then
        assertThat(words(onlyTurn())).containsExactly("a", "b");
    }

    @Test
    void burstWaitsForWhatMayStillBeReadAndNoLonger() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.passes(A_SECOND);
        buffer.standsStill(Duration.ofSeconds(4));
        buffer.passes(CATCH_UP.minusMillis(20));
        assertThat(buffer.turns()).isEmpty();

        // When
        buffer.passes(Duration.ofMillis(20));

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
    }

    @Test
    void streamThatStandsStillAgainAndAgainClosesItsBurstsAllTheSame() {
        // Given
        buffer.receives(writes(ana, "a"));

        // When
        for (var stall = 0; stall < 12; stall++) {
            buffer.standsStill(Duration.ofMillis(600));
        }

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
    }

    @Test
    void messagesThatWaitedForTheStreamAreMergedByWhenTheyWereWritten() {
        // Given
        var start = buffer.now();
        buffer.standsStill(Duration.ofMinutes(1));

        // When
        buffer.reads(ana.writes("a", start), start);
        buffer.reads(ana.writes("b", start.plusSeconds(1)), start.plusSeconds(1));
        buffer.reads(ana.writes("c", start.plusSeconds(9)), start.plusSeconds(9));
        buffer.passes(CATCH_UP);

        // Then
        assertThat(buffer.turns())
                .extracting(turn -> words(turn))
                .containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void burstThatEndedBeforeWhatIsReadNowWaitsNoLonger() {
        // Given
        var start = buffer.now();
        buffer.standsStill(Duration.ofMinutes(1));
        buffer.reads(ana.writes("a", start), start);

        // When
        buffer.reads(ben.writes("b", start.plusSeconds(9)), start.plusSeconds(9));
        buffer.passes(Duration.ofMillis(20));

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
    }
}
