package dev.switchboard.buffer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatsAndLettersTest extends BufferCase {
    @Test
    void aRepeatInAnOpenBurstChangesNothing() {
        // Given
        var message = writes(ana, "a");
        buffer.receives(message);
        buffer.passes(A_SECOND);

        // When
        buffer.receives(message, message, message);
        buffer.passes(A_SECOND);

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
        assertThat(buffer.metrics.counter("switchboard.buffer.duplicates").count()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT3S", "PT1H", "P1DT23H59M"})
    void aLateRepeatOfAnAnsweredMessageChangesNothing(Duration later) {
        // Given
        var message = writes(ana, "a");
        buffer.receives(message);
        buffer.passes(QUIET);
        assertThat(buffer.turns()).hasSize(1);
        buffer.standsStill(later);

        // When
        buffer.receives(message, writes(ana, "b"));
        buffer.passes(QUIET);

        // Then
        assertThat(words(onlyTurn())).containsExactly("b");
    }

    @Test
    void messagesAreForgottenInTheEnd() {
        // Given
        var message = writes(ana, "a");
        buffer.receives(message);
        buffer.standsStill(Duration.ofDays(30));
        buffer.turns();
        buffer.receives(writes(ben, "time goes on"));
        buffer.passes(QUIET);
        buffer.turns();

        // When
        buffer.receives(message);
        buffer.passes(QUIET);

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
    }

    /**
     * Later marks would be older than the store keeps, and dropped as soon as they are made. The
     * times in {@code written} are of another machine's clock.
     */
    @ParameterizedTest
    @ValueSource(strings = {"P10D", "P1000D", "-P10D"})
    void aClockThatWasOnceWrongDoesNotDisableDedupe(Duration wrong) {
        // Given
        var right = buffer.now();
        buffer.receives(writes(ben, "before"));
        buffer.clockShows(right.plus(wrong));
        buffer.reads(writes(ana, "while it was wrong"), right.plus(wrong));
        buffer.passes(QUIET);
        buffer.clockShows(right.plusSeconds(60));
        buffer.passes(QUIET);
        buffer.turns();

        // When
        var message = writes(ana, "a");
        buffer.receives(message);
        buffer.passes(QUIET);
        buffer.receives(message);
        buffer.passes(QUIET);

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
        assertThat(buffer.metrics.counter("switchboard.buffer.duplicates").count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P10D", "PT1H"})
    void aBurstThatWasOpenedByAClockAheadIsClosedWithinTheLongestWait(Duration ahead) {
        // Given
        var right = buffer.now();
        buffer.clockShows(right.plus(ahead));
        buffer.receives(writes(ana, "a"));
        buffer.passes(A_SECOND);
        buffer.clockShows(right);

        // When
        buffer.receives(writes(ana, "b"));
        buffer.passes(Duration.ofSeconds(11));

        // Then
        assertThat(words(onlyTurn())).containsExactly("a", "b");
    }

    @Test
    void aClockThatWasAheadLeavesLaterBurstsTheirQuietWindow() {
        // Given
        var right = buffer.now();
        buffer.clockShows(right.plus(Duration.ofDays(1)));
        buffer.receives(writes(ana, "a"));
        buffer.passes(QUIET);
        buffer.turns();
        buffer.clockShows(right);
        buffer.receives(writes(ana, "b"));
        buffer.passes(A_SECOND);
        buffer.receives(writes(ben, "c"));

        // When
        buffer.passes(A_SECOND);

        // Then
        assertThat(words(onlyTurn())).containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "null", "{}", "[]", "{\"id\":\"no uuid\"}"})
    void whatCannotBeReadIsSetAsideAndStopsNothing(String unreadable) {
        // Given
        buffer.receivesBytes("key", unreadable.getBytes(UTF_8));

        // When
        buffer.receives(writes(ana, "a"));
        buffer.passes(QUIET);

        // Then
        assertThat(words(onlyTurn())).containsExactly("a");
        var letter = buffer.deadLetters().getFirst();
        assertThat(letter.topic()).isEqualTo("inbound");
        assertThat(letter.key()).contains("key");
        assertThat(letter.cause()).isNotBlank();
        assertThat(Base64.getDecoder().decode(letter.body())).isEqualTo(unreadable.getBytes(UTF_8));
    }

    @Test
    void aRecordWithoutKeyAndValueIsSetAside() {
        // Given
        buffer.receivesBytes(null, null);

        // When
        var letters = buffer.deadLetters();

        // Then
        assertThat(letters)
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.key()).isEmpty();
                    assertThat(letter.cause()).contains("no value");
                });
    }
}
