package dev.switchboard.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.chassis.config.ServiceMain;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboundMainTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void withoutAnyChannelTwiliosSettingsAreRequired() {
        assertThat(complaint(Map.of("WHATSAPP_ACCESS_TOKEN", " ")))
                .get()
                .asString()
                .startsWith("TWILIO_ACCOUNT_SID is missing");
    }

    @Test
    void aChannelWithSomeSettingsMustBeComplete() {
        assertThat(complaint(Map.of("TWILIO_AUTH_TOKEN", TOKEN.replace('0', 'f'))))
                .get()
                .asString()
                .startsWith("TWILIO_ACCOUNT_SID is missing");
        assertThat(
                        complaint(
                                Map.of(
                                        "TWILIO_AUTH_TOKEN",
                                        TOKEN.replace('0', 'f'),
                                        "TWILIO_ACCOUNT_SID",
                                        "AC" + TOKEN)))
                .get()
                .asString()
                .startsWith("TWILIO_WEBHOOK_URL is missing");
    }

    @Test
    void metaAloneIsEnough() {
        assertThat(complaint(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FENCE_MAX_LOCK_DURATION,PT8S,FENCE_MAX_LOCK_DURATION",
        "FENCE_MAX_LOCK_DURATION,PT0.4S,FENCE_MARGIN",
        "FENCE_MARGIN,PT5S,FENCE_MARGIN",
        "FENCE_MAX_CONCURRENT_SENDS,57,FENCE_MAX_CONCURRENT_SENDS",
        "QUARKUS_DATASOURCE_JDBC_MAX_SIZE,63,FENCE_MAX_CONCURRENT_SENDS",
        "DELIVERY_RETRY_MAX_BACKOFF,PT0.4S,DELIVERY_RETRY_MAX_BACKOFF",
        "DELIVERY_RETRY_INITIAL_BACKOFF,PT31S,DELIVERY_RETRY_MAX_BACKOFF",
        "DELIVERY_NUMBER_BREAKER_MAX_DELAY,PT1S,DELIVERY_NUMBER_BREAKER_MAX_DELAY",
        "DELIVERY_RECONCILE_TIMEOUT,PT7S,SEND_TIMEOUT",
        "SEND_TIMEOUT,PT16S,SEND_TIMEOUT"
    })
    void aSettingThatContradictsTheOthersIsRefused(String name, String value, String named) {
        assertThat(complaint(Map.of(name, value)))
                .get()
                .asString()
                .startsWith(named + " is invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_SMS_CHARS,199",
        "MAX_SMS_CHARS,1601",
        "TWILIO_VALIDITY,PT11H",
        "TWILIO_VALIDITY,ten",
        "TWILIO_BASE_URL,http://api.twilio.com",
        "WHATSAPP_GRAPH_BASE_URL,http://graph.facebook.com",
        "WHATSAPP_GRAPH_VERSION,25",
        "FENCE_MAX_LOCK_DURATION,soon",
        "FENCE_MARGIN,little",
        "DELIVERY_RECONCILE_TIMEOUT,soon",
        "DELIVERY_RECONCILE_INTERVAL,PT0S",
        "DELIVERY_CIRCUIT_BREAKER_THRESHOLD,0",
        "RATE_LIMIT_META_PER_SECOND,fast",
        "RATE_LIMIT_RECIPIENT_INTERVAL,6",
        "SEND_CONNECT_TIMEOUT,-PT1S"
    })
    void aSettingOfTheWrongFormIsNamed(String name, String value) {
        assertThat(complaint(Map.of(name, value)))
                .get()
                .asString()
                .startsWith(name + " is invalid");
    }

    @Test
    void consistentSettingsAreValid() {
        assertThat(
                        complaint(
                                Map.of(
                                        "FENCE_MAX_LOCK_DURATION", "PT7S",
                                        "FENCE_MARGIN", "PT6S",
                                        "FENCE_MAX_CONCURRENT_SENDS", "84",
                                        "QUARKUS_DATASOURCE_JDBC_MAX_SIZE", "96")))
                .isEmpty();
    }

    private static Optional<String> complaint(Map<String, String> values) {
        var variables =
                new HashMap<>(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                                "DATABASE_URL", "postgresql://sw:pa55-of-ours@db/sw",
                                "WHATSAPP_ACCESS_TOKEN", TOKEN));
        variables.putAll(values);
        return ServiceMain.complaint(variables, OutboundMain.SETTINGS, OutboundMain::complaint);
    }
}
