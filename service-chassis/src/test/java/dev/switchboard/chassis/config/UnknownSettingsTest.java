package dev.switchboard.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "TWILIO_WEBHOK_URL, TWILIO_WEBHOOK_URL",
        "TWILLIO_AUTH_TOKEN, ''",
        "BURST_QUIET_PERIDO, BURST_QUIET_PERIOD",
        "BURST_QUIET_PERIDO_14155238886, BURST_QUIET_PERIOD",
        "DELIVERY_RECONCILE_TIMOUT, DELIVERY_RECONCILE_TIMEOUT",
        "AI_MAX_TOKEN, AI_MAX_TOKENS",
        "WHATSAPP_TOKEN, ''",
        "TOPICS_REPLICATION, ''"
    })
    void misspeltSettingIsReportedWithTheOneThatMayBeMeant(String name, String meant) {
        // When
        var warnings = UnknownSettings.warnings(List.of(name));

        // Then
        if (name.startsWith("TWILLIO")) {
            assertThat(warnings).isEmpty();
            return;
        }
        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst())
                .startsWith("Unknown setting name=" + name.substring(0, 5))
                .doesNotContain("14155238886")
                .endsWith(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TWILIO_FROM_NUMBER",
                "BURST_MAX_MESSAGES_14155238886",
                "AI_SYSTEM_PROMPT_100000000000001",
                "TEXT_TIMEOUT",
                "PATH",
                "AIRFLOW_HOME",
                "BUFFER_SERVICE_HOST",
                "BUFFER_PORT_8082_TCP_ADDR",
                "BUFFER_PORT",
                "KAFKA_HEAP_OPTS"
            })
    void knownAndForeignNamesAreNotReported(String name) {
        assertThat(UnknownSettings.warnings(List.of(name))).isEmpty();
    }
}
