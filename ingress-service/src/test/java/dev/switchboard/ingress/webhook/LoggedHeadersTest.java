package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

class LoggedHeadersTest {

    @Test
    void credentialsAreNotLogged() {
        // Given
        var headers =
                MultiMap.caseInsensitiveMultiMap()
                        .add("X-Twilio-Signature", "s")
                        .add("X-Hub-Signature-256", "s")
                        .add("Authorization", "Basic s")
                        .add("Proxy-Authorization", "Basic s")
                        .add("Cookie", "session=s")
                        .add("X-Api-Key", "s")
                        .add("I-Twilio-Idempotency-Token", "repeat-1")
                        .add("User-Agent", "TwilioProxy/1.1")
                        .add("Via", "a")
                        .add("Via", "b");

        // When
        var logged = LoggedHeaders.of(headers, 1_000);

        // Then
        assertThat(logged)
                .containsOnlyKeys("I-Twilio-Idempotency-Token", "User-Agent", "Via")
                .containsEntry("Via", "a, b");
    }
}
