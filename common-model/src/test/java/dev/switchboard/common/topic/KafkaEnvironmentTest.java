package dev.switchboard.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaEnvironmentTest {

    @Test
    void connectionSettingsAreConvertedAndNothingElse() {
        // When
        var settings =
                KafkaEnvironment.clientSettings(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", "b1:9093,b2:9093",
                                "KAFKA_SECURITY_PROTOCOL", "SSL",
                                "KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN", "-----BEGIN",
                                "KAFKA_SASL_MECHANISM", " ",
                                "KAFKA_HEAP_OPTS", "-Xmx1g",
                                "KAFKA_LOG_DIRS", "/data",
                                "PATH", "/bin"));

        // Then
        assertThat(settings)
                .containsOnly(
                        Map.entry("bootstrap.servers", "b1:9093,b2:9093"),
                        Map.entry("security.protocol", "SSL"),
                        Map.entry("ssl.keystore.certificate.chain", "-----BEGIN"));
    }

    @Test
    void userAndPasswordBecomeALoginOfTheMechanism() {
        assertThat(login(Map.of()))
                .isEqualTo(
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"sw\" password=\"p\\\"w\";");
        assertThat(login(Map.of("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512")))
                .startsWith("org.apache.kafka.common.security.scram.ScramLoginModule required");
        assertThat(login(Map.of("KAFKA_SASL_JAAS_CONFIG", "as written;"))).isEqualTo("as written;");
    }

    private static String login(Map<String, String> others) {
        var environment = new HashMap<>(others);
        environment.put("KAFKA_SASL_USERNAME", "sw");
        environment.put("KAFKA_SASL_PASSWORD", "p\"w");
        return KafkaEnvironment.clientSettings(environment).getOrDefault("sasl.jaas.config", "");
    }
}
