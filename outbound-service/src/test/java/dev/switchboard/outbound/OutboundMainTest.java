package dev.switchboard.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.chassis.setting.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({
        "FENCE_HOLD,PT8S",
        "FENCE_HOLD,PT0.4S",
        "FENCE_HOLD,soon",
        "FENCE_MARGIN,PT5S",
        "FENCE_SENDS_AT_ONCE,57",
        "QUARKUS_DATASOURCE_JDBC_MAX_SIZE,63",
        "DELIVERY_LONGEST_WAIT,PT0.4S",
        "DELIVERY_FIRST_WAIT,PT31S",
        "DELIVERY_LONGEST_PAUSE_WHILE_SUSPECTED,PT1S",
        "DELIVERY_SETTLE,PT7S",
        "SEND_TIMEOUT,PT16S"
    })
    void aSettingThatDoesNotGoWithTheOthersIsInvalid(String name, String value) {
        assertThat(invalid(Map.of(name, value))).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_SMS_CHARS,199",
        "MAX_SMS_CHARS,1601",
        "TWILIO_VALIDITY,PT11H",
        "TWILIO_BASE_URL,http://api.twilio.com",
        "WHATSAPP_GRAPH_BASE_URL,http://graph.facebook.com",
        "WHATSAPP_GRAPH_VERSION,25",
        "DELIVERY_SETTLE,soon",
        "DELIVERY_EVIDENCE_EVERY,PT0S",
        "DELIVERY_FAILURES_TO_STOP,0",
        "PACE_META_PER_SECOND,fast",
        "PACE_PAIR_EVERY,6",
        "SEND_CONNECT_TIMEOUT,-PT1S",
        "TWILIO_VALIDITY,ten"
    })
    void aSettingOfTheWrongFormIsInvalid(String name, String value) {
        assertThat(invalid(Map.of(name, value))).containsExactly(name);
    }

    @Test
    void settingsThatGoTogetherAreValid() {
        assertThat(
                        invalid(
                                Map.of(
                                        "FENCE_HOLD", "PT7S",
                                        "FENCE_MARGIN", "PT6S",
                                        "FENCE_SENDS_AT_ONCE", "84",
                                        "QUARKUS_DATASOURCE_JDBC_MAX_SIZE", "96")))
                .isEmpty();
    }

    @Test
    void aRelationToAnInvalidSettingIsToTheOneThatTakesItsPlace() {
        assertThat(invalid(Map.of("FENCE_HOLD", "PT6S", "FENCE_MARGIN", "little")))
                .containsExactly("FENCE_MARGIN");
    }

    private static List<String> invalid(Map<String, String> values) {
        return OutboundMain.settings(name -> Optional.ofNullable(values.get(name))).stream()
                .filter(setting -> values.containsKey(setting.name()))
                .filter(setting -> !setting.valid().test(values.get(setting.name())))
                .map(Setting::name)
                .toList();
    }

    private static List<String> required(Map<String, String> values) {
        return OutboundMain.settings(name -> Optional.ofNullable(values.get(name))).stream()
                .filter(Setting::required)
                .map(Setting::name)
                .toList();
    }
}
