package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channels.meta.MetaWebhookSettings;
import dev.switchboard.channels.twilio.TwilioWebhookSettings;
import dev.switchboard.chassis.config.Setting;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngressSettingsTest {

    @Test
    void atLeastOneChannelIsRequired() {
        assertThat(required(Map.of()))
                .containsExactlyInAnyOrder("KAFKA_BOOTSTRAP_SERVERS", "TWILIO_AUTH_TOKEN");
    }

    @Test
    void twilioRequiresItsPublicAddress() {
        assertThat(required(Map.of("TWILIO_AUTH_TOKEN", "12345")))
                .containsExactlyInAnyOrder("KAFKA_BOOTSTRAP_SERVERS", "TWILIO_WEBHOOK_URL");
    }

    @Test
    void metaRequiresItsVerifyToken() {
        assertThat(required(Map.of("WHATSAPP_APP_SECRET", "secret")))
                .containsExactlyInAnyOrder("KAFKA_BOOTSTRAP_SERVERS", "VERIFY_TOKEN");
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO_CATCH_UP_INTERVAL,PT1H",
        "TWILIO_CATCH_UP_MAX_AGE,PT1M",
        "TWILIO_CATCH_UP_MAX_AGE,long",
        "TWILIO_CATCH_UP_MAX_AGE,PT23H1S",
        "TWILIO_CATCH_UP_MAX_AGE,P8D",
        "TWILIO_WHATSAPP_NUMBER,'+14155238886,Ana'",
        "INGRESS_PUBLISH_TIMEOUT,PT0S"
    })
    void invalidOrContradictorySettingIsNamed(String name, String value) {
        assertThat(settings(Map.of(name, value)))
                .filteredOn(setting -> setting.name().equals(name))
                .noneMatch(setting -> setting.valid().test(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2M", "PT23H"})
    void maxAgeAboveTheIntervalAndWithinDedupeIsValid(String maxAge) {
        assertThat(settings(Map.of("TWILIO_CATCH_UP_MAX_AGE", maxAge)))
                .filteredOn(setting -> setting.name().equals("TWILIO_CATCH_UP_MAX_AGE"))
                .allMatch(setting -> setting.valid().test(maxAge));
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
                                                "switchboard.meta.app-secret", " new, old , ,",
                                                "switchboard.twilio.auth-token", "new, old"),
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

    private static List<String> required(Map<String, String> values) {
        return settings(values).stream().filter(Setting::required).map(Setting::name).toList();
    }

    private static List<Setting> settings(Map<String, String> values) {
        var config =
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(values, "test", 100))
                        .build();
        return IngressSettings.of(config);
    }
}
