package dev.switchboard.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.chassis.setting.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboundMainTest {

    @Test
    void withoutAnyChannelTwiliosSettingsAreAskedFor() {
        assertThat(required(Map.of())).contains("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN");
    }

    @Test
    void aChannelThatIsBegunMustBeComplete() {
        assertThat(
                        required(
                                Map.of(
                                        "TWILIO_AUTH_TOKEN", "secret",
                                        "WHATSAPP_ACCESS_TOKEN", "token")))
                .contains("TWILIO_ACCOUNT_SID", "TWILIO_WEBHOOK_URL");
    }

    @Test
    void metaAloneIsEnough() {
        assertThat(required(Map.of("WHATSAPP_ACCESS_TOKEN", "token")))
                .containsExactly("KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL");
    }

    private static List<String> required(Map<String, String> values) {
        return OutboundMain.settings(name -> Optional.ofNullable(values.get(name))).stream()
                .filter(Setting::required)
                .map(Setting::name)
                .toList();
    }
}
