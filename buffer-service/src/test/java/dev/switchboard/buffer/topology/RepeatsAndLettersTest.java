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
    @ValueSource(strings = {"PT3S", "PT1H", "P6DT23H59M"})
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
