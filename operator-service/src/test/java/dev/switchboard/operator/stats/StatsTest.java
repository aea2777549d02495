package dev.switchboard.operator.stats;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.testing.BackingServices;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class StatsTest {
    @Inject RedisDataSource redis;
    @Inject OperatorScene scene;

    @Test
    void openBurstsOfAllBuffersAreAddedUp() {
        // Given
        var values = redis.value(String.class);
        values.setex("switchboard:buffer:one", 60, "2");
        values.setex("switchboard:buffer:two", 60, "3");
        values.setex("switchboard:other", 60, "100");

        // When
        var stats = given().get("/stats").jsonPath();

        // Then
        assertThat(stats.getLong("buffer.active_buffers")).isEqualTo(5);
        assertThat(stats.getString("deduplication.cache_type")).isEqualTo("rocksdb");
        assertThat(stats.getString("environment")).isEqualTo("local");
        redis.key().del("switchboard:buffer:one", "switchboard:buffer:two");
    }

    @Test
    void conversationsAreCountedByOwner() {
        // Given
        var before = given().get("/stats").jsonPath();
        scene.conversation();
        var taken = scene.conversation();

        // When
        Api.post("/api/v1/takeover", Map.of("phone", taken.customer().value()));

        // Then
        await().untilAsserted(() -> {
            var after = given().get("/stats").jsonPath();
            assertThat(after.getLong("conversations.operator"))
                    .isEqualTo(before.getLong("conversations.operator") + 1);
            assertThat(after.getLong("conversations.ai"))
                    .isEqualTo(before.getLong("conversations.ai") + 1);
        });
    }
}
