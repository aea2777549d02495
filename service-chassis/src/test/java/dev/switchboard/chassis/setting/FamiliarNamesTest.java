package dev.switchboard.chassis.setting;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FamiliarNamesTest {

    @Test
    void quarkusFindsWhatPeopleSet() {
        // When
        var config =
                config(
                        Map.of(
                                "quarkus.datasource.db-kind", "postgresql",
                                "quarkus.redis.hosts", "redis://localhost:6379",
                                "DATABASE_URL",
                                        "postgresql://sw:p%40ss+word@db:5433/switch?sslmode=require",
                                "REDIS_URI", "redis://cache:6379",
                                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                                "LOG_LEVEL", "DEBUG"));

        // Then
        assertThat(config.getRawValue("quarkus.datasource.jdbc.url"))
                .isEqualTo("jdbc:postgresql://db:5433/switch?sslmode=require");
        assertThat(config.getRawValue("quarkus.datasource.username")).isEqualTo("sw");
        assertThat(config.getRawValue("quarkus.datasource.password")).isEqualTo("p@ss+word");
        assertThat(config.getRawValue("quarkus.redis.hosts")).isEqualTo("redis://cache:6379");
        assertThat(config.getRawValue("kafka.bootstrap.servers")).isEqualTo("broker:9092");
        assertThat(config.getRawValue("switchboard.producer.bootstrap-servers"))
                .isEqualTo("broker:9092");
        assertThat(config.getRawValue("quarkus.log.level")).isEqualTo("DEBUG");
    }

    @Test
    void theNewerNameWins() {
        // When
        var config =
                config(
                        Map.of(
                                "quarkus.redis.hosts", "redis://localhost:6379",
                                "REDIS_URL", "redis://new:6379",
                                "REDIS_URI", "redis://old:6379"));

        // Then
        assertThat(config.getRawValue("quarkus.redis.hosts")).isEqualTo("redis://new:6379");
    }

    @Test
    void aServiceWithoutDatabaseAndRedisIsNotToldOfThem() {
        // When
        var config =
                config(
                        Map.of(
                                "DATABASE_URL", "postgresql://sw:pass@db:5433/switch",
                                "REDIS_URL", "redis://cache:6379"));

        // Then
        assertThat(config.getPropertyNames()).noneMatch(name -> name.startsWith("quarkus."));
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 250))
                .withSources(new FamiliarNames())
                .build();
    }
}
