package dev.switchboard.buffer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatsAndLettersTest extends BufferCase {
    @Test
    void aDuplicateInAnOpenBurstChangesNothing() {
        // Given
        var message = writes(ana, "a");
        buffer.receives(message);
        buffer.advance(ONE_SECOND);

        // When
        buffer.receives(message, message, message);
        buffer.advance(ONE_SECOND);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
        assertThat(buffer.metrics.counter("switchboard.buffer.duplicates").count()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT3S", "PT1H", "P1DT23H59M"})
    void aLateDuplicateOfAnAnsweredMessageChangesNothing(Duration later) {
        // Given
        var message = writes(ana, "a");
        buffer.receives(message);
        buffer.advance(QUIET);
        assertThat(buffer.turns()).hasSize(1);
        buffer.stall(later);

        // When
        buffer.receives(message, writes(ana, "b"));
        buffer.advance(QUIET);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("b");
    }

    @Test
    void messagesAreForgottenAfterTheRetention() {
        // Given
        var message = writes(ana, "a");
        buffer.receives(message);
        buffer.stall(Duration.ofDays(30));
        buffer.turns();
        buffer.receives(writes(ben, "time goes on"));
        buffer.advance(QUIET);
        buffer.turns();

        // When
        buffer.receives(message);
        buffer.advance(QUIET);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
    }

    /**
     * Later marks would be older than the store's retention, and dropped when they are written. The
     * times at which records were written are of another machine's clock.
     */
    @ParameterizedTest
    @ValueSource(strings = {"P10D", "P1000D", "-P10D"})
    void aClockThatWasOnceWrongDoesNotDisableDedupe(Duration wrong) {
        // Given
        var right = buffer.now();
        buffer.receives(writes(ben, "before"));
        buffer.setClock(right.plus(wrong));
        buffer.reads(writes(ana, "while it was wrong"), right.plus(wrong));
        buffer.advance(QUIET);
        buffer.setClock(right.plusSeconds(60));
        buffer.advance(QUIET);
        buffer.turns();

        // When
        var message = writes(ana, "a");
        buffer.receives(message);
        buffer.advance(QUIET);
        buffer.receives(message);
        buffer.advance(QUIET);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
        assertThat(buffer.metrics.counter("switchboard.buffer.duplicates").count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P10D", "PT1H"})
    void aBurstOpenedByAClockAheadIsClosedWithinTheMaximumWait(Duration ahead) {
        // Given
        var right = buffer.now();
        buffer.setClock(right.plus(ahead));
        buffer.receives(writes(ana, "a"));
        buffer.advance(ONE_SECOND);
        buffer.setClock(right);

        // When
        buffer.receives(writes(ana, "b"));
        buffer.advance(Duration.ofSeconds(11));

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a", "b");
    }

    @Test
    void aClockThatWasAheadLeavesLaterBurstsTheirQuietPeriod() {
        // Given
        var right = buffer.now();
        buffer.setClock(right.plus(Duration.ofDays(1)));
        buffer.receives(writes(ana, "a"));
        buffer.advance(QUIET);
        buffer.turns();
        buffer.setClock(right);
        buffer.receives(writes(ana, "b"));
        buffer.advance(ONE_SECOND);
        buffer.receives(writes(ben, "c"));

        // When
        buffer.advance(ONE_SECOND);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "null", "{}", "[]", "{\"id\":\"no uuid\"}"})
    void unreadableRecordIsDeadLetteredAndStopsNothing(String unreadable) {
        // Given
        buffer.receivesBytes("key", unreadable.getBytes(UTF_8));

        // When
        buffer.receives(writes(ana, "a"));
        buffer.advance(QUIET);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
        var deadLetter = buffer.deadLetters().getFirst();
        assertThat(deadLetter.topic()).isEqualTo("inbound");
        assertThat(deadLetter.key()).contains("key");
        assertThat(deadLetter.cause()).isNotBlank();
        assertThat(Base64.getDecoder().decode(deadLetter.body()))
                .isEqualTo(unreadable.getBytes(UTF_8));
    }

    @Test
    void aRecordWithoutKeyAndValueIsDeadLettered() {
        // Given
        buffer.receivesBytes(null, null);

        // When
        var deadLetters = buffer.deadLetters();

        // Then
        assertThat(deadLetters)
                .singleElement()
                .satisfies(deadLetter -> {
                    assertThat(deadLetter.key()).isEmpty();
                    assertThat(deadLetter.cause()).contains("no value");
                });
    }
}
