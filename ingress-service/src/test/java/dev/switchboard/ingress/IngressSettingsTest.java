package dev.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.chassis.setting.Setting;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    private static List<String> required(Map<String, String> values) {
        var config =
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(values, "test", 100))
                        .build();
        return IngressSettings.neededIn(config).stream()
                .filter(Setting::required)
                .map(Setting::name)
                .toList();
    }
}
