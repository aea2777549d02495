package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.chassis.setting.Setting;
import dev.switchboard.ingress.meta.MetaSettings;
import dev.switchboard.ingress.twilio.TwilioSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngressSettingsTest {

    @Test
    void oneChannelAtLeastIsNeeded() {
        assertThat(required(Map.of()))
                .containsExactlyInAnyOrder("KAFKA_BOOTSTRAP_SERVERS", "TWILIO_AUTH_TOKEN");
    }

    @Test
    void twilioNeedsItsPublicAddress() {
        assertThat(required(Map.of("TWILIO_AUTH_TOKEN", "12345")))
                .containsExactlyInAnyOrder("KAFKA_BOOTSTRAP_SERVERS", "TWILIO_WEBHOOK_URL");
    }

    @Test
    void metaNeedsItsVerifyToken() {
        assertThat(required(Map.of("WHATSAPP_APP_SECRET", "secret")))
                .containsExactlyInAnyOrder("KAFKA_BOOTSTRAP_SERVERS", "VERIFY_TOKEN");
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO_CATCH_UP_EVERY,PT1H",
        "TWILIO_CATCH_UP_WITHIN,PT1M",
        "TWILIO_CATCH_UP_WITHIN,long",
        "TWILIO_WHATSAPP_NUMBER,'+14155238886,Ana'",
        "INGRESS_PUBLISH_TIMEOUT,PT0S"
    })
    void settingThatIsWrongOrDoesNotGoWithAnotherIsNamed(String name, String value) {
        assertThat(settings(Map.of(name, value)))
                .filteredOn(setting -> setting.name().equals(name))
                .noneMatch(setting -> setting.valid().test(value));
    }

    @Test
    void searchesThatOverlapAreValid() {
        assertThat(settings(Map.of("TWILIO_CATCH_UP_WITHIN", "PT2M")))
                .filteredOn(setting -> setting.name().equals("TWILIO_CATCH_UP_WITHIN"))
                .allMatch(setting -> setting.valid().test("PT2M"));
    }

    /** As people write a list; a blank is no part of a secret, and a blank one is none. */
    @Test
    void secretsOfAListAreReadWithoutBlanks() {
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
                        .withMapping(MetaSettings.class)
                        .withMapping(TwilioSettings.class)
                        .build();

        // Then
        assertThat(config.getConfigMapping(MetaSettings.class).appSecret())
                .hasValue(List.of("new", "old"));
        assertThat(config.getConfigMapping(TwilioSettings.class).authToken())
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
        return IngressSettings.neededIn(config);
    }
}
