package dev.switchboard.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.wire.EventCodec;
import org.junit.jupiter.api.Test;

class WebhookLoggedTest {

    @Test
    void entryOfAnEarlierVersionCountsAsNotGenuine() {
        // Given
        var earlier =
                """
                {"eventId":"0a1b2c3d-0000-4000-8000-000000000001","route":"meta","method":"POST","headers":{},"body":"",
                 "verdict":"accepted","httpStatus":200,"took":"PT0.007S","receivedAt":"2026-11-20T08:00:00.123Z"}
                """;

        // When
        var entry = EventCodec.decode(WebhookLogged.class, earlier.getBytes(UTF_8));

        // Then
        assertThat(entry.genuine()).isFalse();
        assertThat(entry.path()).isEmpty();
    }
}
