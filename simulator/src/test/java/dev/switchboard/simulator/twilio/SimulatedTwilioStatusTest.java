package dev.switchboard.simulator.twilio;

import static dev.switchboard.simulator.Wire.MESSAGES;
import static dev.switchboard.simulator.Wire.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.simulator.RecordingBusiness.Received;
import dev.switchboard.simulator.SimulatorCase;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedTwilioStatusTest extends SimulatorCase {
    @Test
    void statusesComeBackSignedAtTheCallbackUrlWithItsQuery() {
        // When
        send();

        // Then
        await().until(() -> statuses().size() == 3);
        assertThat(statuses())
                .extracting(it -> it.form().get("MessageStatus"))
                .containsExactlyInAnyOrder("sent", "delivered", "read");
        assertThat(statuses())
                .allSatisfy(it ->
                        assertThat(it.headers().get("x-twilio-signature"))
                                .isEqualTo(
                                        new TwilioRequestSigner(TOKEN)
                                                .sign(
                                                        callback(),
                                                        MultiMap.caseInsensitiveMultiMap()
                                                                .addAll(it.form()))));
    }

    @Test
    void statusesAreRepeatedOmittedAndShuffledAsConfigured() {
        // Given
        wire.put(
                "/sim/callbacks",
                new JsonObject(
                        "{\"sent\":\"PT0S\",\"delivered\":\"PT0.05S\",\"read\":null,\"shuffle\":true,\"repeat\":2}"));

        // When
        send();

        // Then
        await().until(() -> statuses().size() == 4);
        assertThat(statuses())
                .extracting(it -> it.form().get("MessageStatus"))
                .containsOnly("sent", "delivered");
    }

    @Test
    void failedStatusHasItsCode() {
        // Given
        wire.put("/sim/callbacks", new JsonObject("{\"failed\":\"PT0.1S\",\"errorCode\":63016}"));

        // When
        send();

        // Then
        await().until(() -> statuses().size() == 2);
        assertThat(statuses())
                .extracting(status -> status.form().get("MessageStatus"))
                .containsExactlyInAnyOrder("sent", "failed");
        assertThat(statuses())
                .filteredOn(status -> "failed".equals(status.form().get("MessageStatus")))
                .singleElement()
                .satisfies(status -> assertThat(status.form()).containsEntry("ErrorCode", "63016"));
    }

    private void send() {
        wire.twilio(
                MESSAGES + ".json",
                "To",
                "whatsapp:" + PHONE,
                "From",
                "whatsapp:+14155238886",
                "Body",
                "x",
                "StatusCallback",
                callback().toString());
    }

    private URI callback() {
        return business.url("/whatsapp/status?part=p-1");
    }

    private List<Received> statuses() {
        return business.receivedAt("/whatsapp/status?part=p-1");
    }
}
