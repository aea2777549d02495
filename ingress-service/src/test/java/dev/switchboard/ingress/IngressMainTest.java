package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channels.meta.MetaWebhookSettings;
import dev.switchboard.channels.twilio.TwilioWebhookSettings;
import dev.switchboard.chassis.config.ServiceMain;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngressMainTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void atLeastOneChannelIsRequired() {
        assertThat(complaint(Map.of("TWILIO_AUTH_TOKEN", "")))
                .get()
                .asString()
                .startsWith("TWILIO_AUTH_TOKEN is missing");
    }

    @Test
    void twilioRequiresItsPublicAddress() {
        assertThat(complaint(Map.of("TWILIO_WEBHOOK_URL", "")))
                .get()
                .asString()
                .startsWith("TWILIO_WEBHOOK_URL is missing");
    }

    @Test
    void metaRequiresItsVerifyToken() {
        assertThat(complaint(Map.of("WHATSAPP_APP_SECRET", TOKEN)))
                .get()
                .asString()
                .startsWith("VERIFY_TOKEN is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO_CATCH_UP_MAX_AGE,PT1M",
        "TWILIO_CATCH_UP_MAX_AGE,long",
        "TWILIO_CATCH_UP_MAX_AGE,PT23H1S",
        "TWILIO_CATCH_UP_MAX_AGE,P8D",
        "TWILIO_CATCH_UP_MIN_AGE,-PT1S",
        "TWILIO_WHATSAPP_NUMBER,'+14155238886,Ana'",
        "TWILIO_WEBHOOK_URL,example.com",
        "INGRESS_PUBLISH_TIMEOUT,PT0S",
        "INGRESS_EVENT_LOOPS,257"
    })
    void invalidSettingIsNamed(String name, String value) {
        assertThat(complaint(Map.of(name, value)))
                .get()
                .asString()
                .startsWith(name + " is invalid");
    }

    @Test
    void intervalAsLongAsTheMaximumAgeIsRefused() {
        assertThat(complaint(Map.of("TWILIO_CATCH_UP_INTERVAL", "PT1H")))
                .get()
                .asString()
                .contains("TWILIO_CATCH_UP_INTERVAL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2M", "PT23H"})
    void maxAgeAboveTheIntervalAndWithinDedupeIsValid(String maxAge) {
        assertThat(complaint(Map.of("TWILIO_CATCH_UP_MAX_AGE", maxAge))).isEmpty();
    }

    /** Lists as people write them: blanks are not part of a secret, and a blank entry is none. */
    @Test
    void listedSecretsAreReadWithoutBlanks() {
        // Given
        var config =
                new SmallRyeConfigBuilder()
                        .withSources(
                                new PropertiesConfigSource(
                                        Map.of(
                                                "switchboard.whatsapp.app-secret",
                                                " new, old , ,",
                                                "switchboard.twilio.auth-token",
                                                "new, old"),
                                        "test",
                                        100))
                        .withMapping(MetaWebhookSettings.class)
                        .withMapping(TwilioWebhookSettings.class)
                        .build();

        // Then
        assertThat(config.getConfigMapping(MetaWebhookSettings.class).appSecret())
                .hasValue(List.of("new", "old"));
        assertThat(config.getConfigMapping(TwilioWebhookSettings.class).authToken())
                .hasValue(List.of("new", "old"));
    }

    private static Optional<String> complaint(Map<String, String> values) {
        var variables =
                new HashMap<>(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                                "TWILIO_AUTH_TOKEN", TOKEN.replace('0', 'f'),
                                "TWILIO_WEBHOOK_URL", "https://example.com/whatsapp"));
        variables.putAll(values);
        return ServiceMain.complaint(variables, IngressMain.SETTINGS, IngressMain::complaint);
    }
}
