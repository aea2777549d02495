package dev.switchboard.chassis.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionPropertiesTest {

    @Test
    void quarkusFindsWhatPeopleSet() {
        // When
        var config =
                config(
                        Map.ofEntries(
                                entry("quarkus.datasource.db-kind", "postgresql"),
                                entry(
                                        "DB_URL",
                                        "postgresql://sw:p%40ss+word@db:5433/switch?sslmode=require"),
                                entry("KAFKA_BOOTSTRAP_SERVERS", "broker:9092"),
                                entry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL"),
                                entry("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512"),
                                entry("KAFKA_SASL_USERNAME", "sw"),
                                entry("KAFKA_SASL_PASSWORD", "p\"w\\"),
                                entry("KAFKA_SSL_TRUSTSTORE_LOCATION", "/ca.pem")));

        // Then
        assertThat(config.getRawValue("quarkus.datasource.jdbc.url"))
                .isEqualTo("jdbc:postgresql://db:5433/switch?sslmode=require");
        assertThat(config.getRawValue("quarkus.datasource.username")).isEqualTo("sw");
        assertThat(config.getRawValue("quarkus.datasource.password")).isEqualTo("p@ss+word");
        assertThat(config.getRawValue("kafka.bootstrap.servers")).isEqualTo("broker:9092");
        assertThat(config.getRawValue("kafka.security.protocol")).isEqualTo("SASL_SSL");
        assertThat(config.getRawValue("kafka.sasl.mechanism")).isEqualTo("SCRAM-SHA-512");
        assertThat(config.getRawValue("kafka.sasl.jaas.config"))
                .isEqualTo(
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"sw\" password=\"p\\\"w\\\\\";");
        assertThat(config.getRawValue("kafka.ssl.truststore.location")).isEqualTo("/ca.pem");
    }

    @Test
    void aServiceWithoutADatabaseIsNotToldOfIt() {
        // When
        var config = config(Map.of("DATABASE_URL", "postgresql://sw:pass@db:5433/switch"));

        // Then
        assertThat(config.getPropertyNames()).noneMatch(name -> name.startsWith("quarkus."));
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 250))
                .withSources(new ConnectionProperties())
                .withInterceptors(new SettingNames())
                .build();
    }
}
