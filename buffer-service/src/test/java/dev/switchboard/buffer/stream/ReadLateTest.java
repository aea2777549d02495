package dev.switchboard.buffer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Unread records do not count as the customer's silence. */
class ReadLateTest extends BufferCase {
    private static final Duration TICK = Duration.ofMillis(20);

    /** Time for a request to Kafka and the evaluation of its response. */
    private static final Duration REQUEST_TIME = Duration.ofMillis(60);

    private static final Duration LONG = Duration.ofSeconds(15);

    @Test
    void dueBurstWaitsForUnreadRecords() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.advance(ONE_SECOND);
        var writtenAt = buffer.now();
        buffer.ends.written(2);
        buffer.advance(LONG);
        assertThat(buffer.turns()).isEmpty();

        // When
        buffer.reads(ana.writes("b", writtenAt), writtenAt);
        buffer.advance(QUIET);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a", "b");
    }

    @Test
    void messageWrittenAfterTheDueTimeIsAnotherTurn() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.ends.written(2);
        buffer.advance(QUIET.plus(ONE_SECOND));

        // When
        buffer.reads(ana.writes("b", buffer.now()), buffer.now());

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
        buffer.advance(QUIET.plus(TICK));
        assertThat(texts(onlyTurn())).containsExactly("b");
    }

    @Test
    void recordsOfOthersAreReadFirstAndThenTheBurstClosesAtOnce() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.ends.written(2);
        buffer.advance(LONG);

        // When
        buffer.reads(ben.writes("b", buffer.now()), buffer.now());
        buffer.advance(TICK);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
    }

    @Test
    void recordsWrittenAfterTheDueTimeDoNotDelayTheBurst() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.ends.written(2);
        buffer.advance(QUIET.plus(TICK));
        buffer.ends.written(1_000);

        // When
        buffer.reads(ben.writes("b", buffer.now()), buffer.now());
        buffer.advance(TICK);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
    }

    @Test
    void messagesOfALongBurstThatAreReadLateStayTogether() {
        // Given
        buffer.receives(writes(ana, "a"));
        var writtenAt = buffer.now().plusMillis(500);
        buffer.ends.written(3);
        buffer.advance(LONG);

        // When
        buffer.reads(ana.writes("b", writtenAt), writtenAt);
        buffer.reads(ana.writes("c", writtenAt), writtenAt);
        buffer.advance(REQUEST_TIME);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a", "b", "c");
    }

    @Test
    void burstWaitsForTheEndOffset() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.ends.goesDown();
        buffer.advance(Duration.ofMinutes(1));
        assertThat(buffer.turns()).isEmpty();

        // When
        buffer.ends.comesBack();
        buffer.advance(REQUEST_TIME);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
    }

    @Test
    void burstIsClosedAfterTheStallTimeoutWithoutTheUnreadRecords() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.ends.written(2);

        // When
        buffer.advance(Duration.ofMinutes(4));
        assertThat(buffer.turns()).isEmpty();
        buffer.advance(Duration.ofSeconds(63));

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
    }

    @Test
    void burstWaitsForABacklogThatMakesProgress() {
        // Given
        buffer.receives(writes(ana, "a"));
        var writtenAt = buffer.now();
        buffer.ends.written(4);
        for (var other : List.of("other 1", "other 2")) {
            buffer.advance(Duration.ofMinutes(4));
            buffer.reads(ben.writes(other, writtenAt), writtenAt);
        }
        buffer.advance(Duration.ofMinutes(4));
        assertThat(buffer.turns()).isEmpty();

        // When
        buffer.reads(ana.writes("b", writtenAt), writtenAt);
        buffer.advance(REQUEST_TIME);

        // Then
        assertThat(buffer.turns().stream().map(BufferCase::texts))
                .containsExactlyInAnyOrder(List.of("a", "b"), List.of("other 1", "other 2"));
    }

    @Test
    void noRequestIsSentWhileNothingIsDue() {
        // Given
        buffer.receives(writes(ana, "a"));

        // When
        buffer.advance(QUIET.minus(TICK));

        // Then
        assertThat(buffer.ends.requests()).isZero();
    }
}
