package dev.switchboard.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.chassis.config.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboundMainTest {

    @Test
    void withoutAnyChannelTwiliosSettingsAreRequired() {
        assertThat(required(Map.of())).contains("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN");
    }

    @Test
    void aChannelWithSomeSettingsMustBeComplete() {
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
        "FENCE_MAX_LOCK_DURATION,PT8S",
        "FENCE_MAX_LOCK_DURATION,PT0.4S",
        "FENCE_MAX_LOCK_DURATION,soon",
        "FENCE_MARGIN,PT5S",
        "FENCE_MAX_CONCURRENT_SENDS,57",
        "QUARKUS_DATASOURCE_JDBC_MAX_SIZE,63",
        "DELIVERY_RETRY_MAX_BACKOFF,PT0.4S",
        "DELIVERY_RETRY_INITIAL_BACKOFF,PT31S",
        "DELIVERY_NUMBER_BREAKER_MAX_DELAY,PT1S",
        "DELIVERY_RECONCILE_TIMEOUT,PT7S",
        "SEND_TIMEOUT,PT16S"
    })
    void aSettingThatContradictsTheOthersIsInvalid(String name, String value) {
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
        "DELIVERY_RECONCILE_TIMEOUT,soon",
        "DELIVERY_RECONCILE_INTERVAL,PT0S",
        "DELIVERY_CIRCUIT_BREAKER_THRESHOLD,0",
        "RATE_LIMIT_META_PER_SECOND,fast",
        "RATE_LIMIT_RECIPIENT_INTERVAL,6",
        "SEND_CONNECT_TIMEOUT,-PT1S",
        "TWILIO_VALIDITY,ten"
    })
    void aSettingOfTheWrongFormIsInvalid(String name, String value) {
        assertThat(invalid(Map.of(name, value))).containsExactly(name);
    }

    @Test
    void consistentSettingsAreValid() {
        assertThat(
                        invalid(
                                Map.of(
                                        "FENCE_MAX_LOCK_DURATION", "PT7S",
                                        "FENCE_MARGIN", "PT6S",
                                        "FENCE_MAX_CONCURRENT_SENDS", "84",
                                        "QUARKUS_DATASOURCE_JDBC_MAX_SIZE", "96")))
                .isEmpty();
    }

    @Test
    void aRelationToAnInvalidSettingIsCheckedAgainstItsDefault() {
        assertThat(invalid(Map.of("FENCE_MAX_LOCK_DURATION", "PT6S", "FENCE_MARGIN", "little")))
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
