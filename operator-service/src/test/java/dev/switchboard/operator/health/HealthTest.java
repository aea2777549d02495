package dev.switchboard.operator.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class HealthTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void productWithAWorkerIsHealthyAndWithoutOneDegraded() {
        // Given
        await().untilAsserted(() -> assertThat(status()).isEqualTo("degraded"));
        try (var worker = worker()) {
            worker.subscribe(List.of("turns"));

            // When
            await().pollDelay(Duration.ZERO)
                    .untilAsserted(() -> {
                        worker.poll(Duration.ofMillis(100));
                        assertThat(status()).isEqualTo("healthy");
                    });

            // Then
            var health = given().get("/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.jsonPath().<Map<String, Object>>get())
                    .isEqualTo(
                            Map.of(
                                    "status",
                                    "healthy",
                                    "checks",
                                    Map.of(
                                            "database", "connected",
                                            "redis", "connected",
                                            "kafka", "connected",
                                            "workers", "1 workers active")));
        }
        await().untilAsserted(() -> assertThat(status()).isEqualTo("degraded"));
    }

    private static String status() {
        var answer = given().get("/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.jsonPath().getString("status");
    }

    private KafkaConsumer<String, byte[]> worker() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "ai-worker",
                        "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
