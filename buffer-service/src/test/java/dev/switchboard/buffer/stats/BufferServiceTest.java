package dev.switchboard.buffer.stats;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.InternalTopics;
import dev.switchboard.testing.BackingServices;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
@TestProfile(BufferServiceTest.NothingCloses.class)
class BufferServiceTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Buffer that closes no burst, as other tests of this JVM write to the same broker. */
    public static final class NothingCloses implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "BUFFER_APPLICATION_ID", "bystander",
                    "BUFFER_INSTANCE", "buffer-test",
                    // An earlier run's state has offsets that this run's broker does not have.
                    "BUFFER_STATE_DIR", "target/buffer-state/" + UUID.randomUUID(),
                    "BURST_QUIET_PERIOD", "PT1H",
                    "BURST_MAX_WAIT", "PT1H");
        }
    }

    @Inject RedisDataSource redis;

    @Inject InternalTopics changelogs;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void becomesReadyWhenTheStreamRuns() {
        await().atMost(TIMEOUT).until(() -> get("/q/health/ready").statusCode() == 200);
        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void checkedChangelogsAreThoseThatStreamsCreates() {
        // When
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            // Then
            await().atMost(TIMEOUT)
                    .until(
                            () -> admin.listTopics().names().get(),
                            names -> names.containsAll(changelogs.names()));
        }
        assertThat(changelogs.names())
                .containsExactlyInAnyOrder(
                        "bystander-seen-changelog", "bystander-bursts-changelog");
    }

    @Test
    void statsShowTheNumberOfOpenBursts() {
        // When
        var stats = get("/stats").jsonPath();

        // Then
        assertThat(stats.getInt("buffer.active_buffers")).isNotNegative();
        assertThat(stats.getString("deduplication.cache_type")).isEqualTo("rocksdb");
        assertThat(stats.getString("environment")).isNotBlank();
    }

    @Test
    void openBurstsArePublishedInRedisForAShortTime() {
        await().atMost(TIMEOUT).until(() -> redis.key().exists("switchboard:buffer:buffer-test"));
        assertThat(redis.value(String.class).get("switchboard:buffer:buffer-test"))
                .containsOnlyDigits();
        assertThat(redis.key().ttl("switchboard:buffer:buffer-test")).isBetween(1L, 15L);
    }

    @Test
    void measuresBurstsAndLag() {
        assertThat(get("/q/metrics").asString())
                .contains("switchboard_buffer_bursts_open")
                .contains("switchboard_consumer_lag{topic=\"inbound\"}");
    }
}
