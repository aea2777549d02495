package dev.switchboard.channels.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.testing.Payloads;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioStatusParserTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final String PART = "7b0d2f64-3c7e-5d11-8a21-0f1e2d3c4b5a.2";

    @ParameterizedTest
    @CsvSource({
        "queued,QUEUED",
        "accepted,QUEUED",
        "scheduled,QUEUED",
        "sending,SENDING",
        "sent,SENT",
        "delivered,DELIVERED",
        "partially_delivered,DELIVERED",
        "read,READ",
        "failed,FAILED",
        "undelivered,FAILED",
        "canceled,FAILED"
    })
    void everyTwilioStatusIsMapped(String providerStatus, DeliveryStatus status) {
        // Given
        var fields = TwilioFields.ofForm("MessageSid=SM1&MessageStatus=" + providerStatus);

        // When
        var read = TwilioStatusParser.read(fields, "", NOW);

        // Then
        assertThat(read).map(ProviderStatusReceived::status).hasValue(status);
        assertThat(read).map(ProviderStatusReceived::providerStatus).hasValue(providerStatus);
    }

    @Test
    void partIsReadFromTheQuery() {
        assertThat(read("status-read", "part=" + PART).part()).hasValue(PartId.of(PART));
        assertThat(read("status-read", "part=nonsense").part()).isEmpty();
        assertThat(read("status-read", "").part()).isEmpty();
    }

    @Test
    void failureKeepsItsCodeAndText() {
        // When
        var status = read("status-undelivered", "");

        // Then
        assertThat(status.status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(status.errorCode()).hasValue("63016");
        assertThat(status.errorText()).get().asString().contains("outside the allowed window");
    }

    @Test
    void channelStatusMessageIsUsedWithoutAnErrorMessage() {
        assertThat(read("status-undelivered-channel-words", "").errorText())
                .hasValue("outside window");
    }

    @Test
    void unknownStatusIsEmpty() {
        // Given
        var fields = TwilioFields.ofForm("MessageSid=SM1&MessageStatus=in_orbit");

        // Then
        assertThat(TwilioStatusParser.read(fields, "", NOW)).isEmpty();
    }

    @Test
    void duplicateHasTheSameIdAndAnotherStatusAnother() {
        // When
        var first = read("status-read", "");
        var duplicate = read("status-read", "part=" + PART);
        var other = read("status-undelivered", "");

        // Then
        assertThat(duplicate.eventId()).isEqualTo(first.eventId()).isNotEqualTo(other.eventId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"status-delivered", "status-read", "status-undelivered"})
    void statusIsRecognisedByItsFields(String payload) {
        assertThat(TwilioStatusParser.isStatus(fields(payload))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "image", "location", "own-message"})
    void messageIsNotAStatus(String payload) {
        assertThat(TwilioStatusParser.isStatus(fields(payload))).isFalse();
    }

    private static ProviderStatusReceived read(String payload, String query) {
        return TwilioStatusParser.read(fields(payload), query, NOW).orElseThrow();
    }

    private static TwilioFields fields(String payload) {
        return TwilioFields.ofForm(Payloads.text("twilio/" + payload + ".form"));
    }
}
