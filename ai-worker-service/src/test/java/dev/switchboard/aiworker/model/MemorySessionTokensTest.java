package dev.switchboard.aiworker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemorySessionTokensTest {
    private static final Duration LONG = Duration.ofDays(7);

    private final MemorySessionTokens tokens = new MemorySessionTokens();

    @Test
    void tokenIsKeptForItsLifetimeAndReplaced() {
        // Given
        tokens.keep("ends", "a", Duration.ofMillis(50));
        tokens.keep("stays", "b", LONG);

        // When
        tokens.keep("stays", "c", LONG);

        // Then
        assertThat(tokens.find("stays")).contains("c");
        await().until(() -> tokens.find("ends").isEmpty());
    }

    @Test
    void sessionsAreBounded() {
        // Given
        var many = 3 * MemorySessionTokens.MAX_SESSIONS;

        // When
        IntStream.range(0, many).forEach(number -> tokens.keep("s" + number, "token", LONG));

        // Then
        await().untilAsserted(() ->
                assertThat(
                                IntStream.range(0, many)
                                        .filter(number -> tokens.find("s" + number).isPresent())
                                        .count())
                        .isLessThanOrEqualTo(MemorySessionTokens.MAX_SESSIONS));
    }

    @Test
    void lockIsHeldByOneUntilItGivesItBack() {
        assertThat(tokens.lock("s", "first")).isTrue();
        assertThat(tokens.lock("s", "second")).isFalse();

        tokens.unlock("s", "second");
        assertThat(tokens.lock("s", "second")).isFalse();

        tokens.unlock("s", "first");
        assertThat(tokens.lock("s", "second")).isTrue();
    }
}
