package dev.switchboard.testing;

import static dev.switchboard.testing.BackingService.KAFKA;
import static dev.switchboard.testing.BackingService.POSTGRES;
import static dev.switchboard.testing.BackingService.REDIS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

class SharedBackingTest {

    @Test
    void givesKafkaWithTheDeclaredTopicsPostgresAndRedisOnceForTheJvm() throws Exception {
        // Given
        Map<String, String> first = SharedBacking.settings(KAFKA, POSTGRES, REDIS);

        // When
        Map<String, String> second = new BackingServices().start();

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(topicsAt(first.get("KAFKA_BOOTSTRAP_SERVERS")))
                .containsAll(Topics.all().stream().map(Topic::name).toList());
        assertThat(databaseAt(first.get("DATABASE_URL"))).isEqualTo("switchboard");
        try (Jedis redis = new Jedis(URI.create(first.get("REDIS_URL")))) {
            assertThat(redis.ping()).isEqualTo("PONG");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void kafkaTakesCompressedRecords(String compression) {
        // Given
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        SharedBacking.settings(KAFKA).get("KAFKA_BOOTSTRAP_SERVERS"),
                        "compression.type",
                        compression);

        // When
        try (var producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            var sent = producer.send(new ProducerRecord<>(Topics.WEBHOOK_LOG.name(), "a", "b"));

            // Then
            assertThat(sent).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    private static Set<String> topicsAt(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.listTopics().names().get();
        }
    }

    private static String databaseAt(String url) throws Exception {
        URI address = URI.create(url);
        String[] login = address.getUserInfo().split(":", -1);
        String jdbc =
                "jdbc:postgresql://"
                        + address.getAuthority().replaceAll(".*@", "")
                        + address.getPath();
        try (Connection connection = DriverManager.getConnection(jdbc, login[0], login[1])) {
            return connection.getCatalog();
        }
    }
}
