package dev.switchboard.transcript.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final Instant AT = Instant.parse("2026-11-20T08:00:00.123456Z");
    private static final UUID ID = UUID.fromString("9d3cd2d0-7d8f-5f5e-8a6e-0a54b2b4a9b0");

    @ParameterizedTest
    @ValueSource(ints = {0, 12})
    void cursorIsReadAsItWasWritten(int number) {
        // Given
        var cursor = new Cursor(AT, ID, number);

        // Then
        assertThat(Cursor.of(cursor.toString())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_",
                "yesterday",
                "2026-11-20T08:00:00Z",
                "2026-11-20T08:00:00Z_7",
                "2026-11-20T08:00:00Z_9d3cd2d0-7d8f-5f5e-8a6e-0a54b2b4a9b0.x",
                "-99999-01-01T00:00:00Z_9d3cd2d0-7d8f-5f5e-8a6e-0a54b2b4a9b0"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Cursor.of(text)).isInstanceOf(RuntimeException.class);
    }
}
