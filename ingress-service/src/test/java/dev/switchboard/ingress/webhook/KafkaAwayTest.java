package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.testing.KafkaAway;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.testing.Payloads;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(KafkaAway.class)
class KafkaAwayTest {
    @TestHTTPResource String url;

    private Webhooks webhooks;

    @BeforeEach
    void findService() {
        webhooks = new Webhooks(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "hidden-number", "status-delivered", "batch"})
    void providerMustRetry(String payload) {
        // When
        var response = webhooks.meta(Payloads.bytes("meta/" + payload + ".json"));

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
    }

    @Test
    void readinessFailsWithoutKafkaAndLivenessDoesNot() {
        assertThat(webhooks.call("GET", "/q/health/ready").statusCode()).isEqualTo(503);
        assertThat(webhooks.call("GET", "/q/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void channelWithoutASecretRefusesEverything() {
        // Given
        var form = Payloads.text("twilio/text.form");

        // Then
        assertThat(webhooks.twilio(form).statusCode()).isEqualTo(403);
        assertThat(webhooks.call("GET", "/api/whatsapp/webhook/").statusCode()).isEqualTo(403);
        for (var path : List.of("/whatsapp/status", "/api/whatsapp/webhook")) {
            assertThat(webhooks.post(path, form.getBytes(UTF_8), Webhooks.FORM).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void withoutATokenTheReplayPathDoesNotExist() {
        // When
        var response =
                webhooks.post(
                        "/internal/webhooks/replay?route=meta&receivedAt=2026-11-20T08:00:00Z",
                        "{}".getBytes(UTF_8),
                        Webhooks.JSON,
                        "Authorization",
                        "Bearer ");

        // Then
        assertThat(response.statusCode()).isEqualTo(404);
    }
}
