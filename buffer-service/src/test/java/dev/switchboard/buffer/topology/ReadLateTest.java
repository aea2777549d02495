package dev.switchboard.buffer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A buffer that has not read what is there does not take that for the customer's silence. */
class ReadLateTest extends BufferCase {
    private static final Duration TICK = Duration.ofMillis(20);

    /** Kafka is asked, and its answer looked at. */
    private static final Duration A_MOMENT = Duration.ofMillis(60);

    private static final Duration LONG = Duration.ofSeconds(15);

    @Test
    void burstThatIsDueWaitsForWhatIsWrittenAndNotRead() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.passes(A_SECOND);
        var written = buffer.now();
        buffer.ends.written(2);
        buffer.passes(LONG);
        assertThat(buffer.turns()).isEmpty();

        // When
        buffer.reads(ana.writes("b", written), written);
        buffer.passes(QUIET);

        // Then
        assertThat(words(onlyTurn())).containsExactly("a", "b");
    }

    @Test
    void whatWasWrittenAfterTheBurstWasDueIsAnotherTurn() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.ends.written(2);
        buffer.passes(QUIET.plus(A_SECOND));

        // When
        buffer.reads(ana.writes("b", buffer.now()), buffer.now());

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
        buffer.passes(QUIET.plus(TICK));
        assertThat(words(onlyTurn())).containsExactly("b");
    }

    @Test
    void whatOthersWroteHasToBeReadTooAndClosesTheBurstAtOnce() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.ends.written(2);
        buffer.passes(LONG);

        // When
        buffer.reads(ben.writes("b", buffer.now()), buffer.now());
        buffer.passes(TICK);

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
    }

    @Test
    void whatIsWrittenOnceTheBurstIsDueDelaysItNoLonger() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.ends.written(2);
        buffer.passes(QUIET.plus(TICK));
        buffer.ends.written(1_000);

        // When
        buffer.reads(ben.writes("b", buffer.now()), buffer.now());
        buffer.passes(TICK);

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
    }

    @Test
    void messagesOfALongBurstThatAreReadLateStayTogether() {
        // Given
        buffer.receives(writes(ana, "a"));
        var written = buffer.now().plusMillis(500);
        buffer.ends.written(3);
        buffer.passes(LONG);

        // When
        buffer.reads(ana.writes("b", written), written);
        buffer.reads(ana.writes("c", written), written);
        buffer.passes(A_MOMENT);

        // Then
        assertThat(words(onlyTurn())).containsExactly("a", "b", "c");
    }

    @Test
    void burstWaitsForKafkaToSay() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.ends.goesDown();
        buffer.passes(Duration.ofMinutes(1));
        assertThat(buffer.turns()).isEmpty();

        // When
        buffer.ends.comesBack();
        buffer.passes(A_MOMENT);

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
    }

    @Test
    void burstIsClosedInTheEndAlsoWhenWhatIsThereNeverComes() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.ends.written(2);

        // When
        buffer.passes(Duration.ofSeconds(63));

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
    }

    @Test
    void aBacklogIsWaitedForAsLongAsSomethingOfItComes() {
        // Given
        buffer.receives(writes(ana, "a"));
        var written = buffer.now();
        buffer.ends.written(4);
        for (var other : List.of("other 1", "other 2")) {
            buffer.passes(Duration.ofSeconds(45));
            buffer.reads(ben.writes(other, written), written);
        }
        buffer.passes(Duration.ofSeconds(45));
        assertThat(buffer.turns()).isEmpty();

        // When
        buffer.reads(ana.writes("b", written), written);
        buffer.passes(A_MOMENT);

        // Then
        assertThat(buffer.turns().stream().map(BufferCase::words))
                .containsExactlyInAnyOrder(List.of("a", "b"), List.of("other 1", "other 2"));
    }

    @Test
    void kafkaIsNotAskedWhileNothingIsDue() {
        // Given
        buffer.receives(writes(ana, "a"));

        // When
        buffer.passes(QUIET.minus(TICK));

        // Then
        assertThat(buffer.ends.asked()).isZero();
    }
}
