package dev.switchboard.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.chassis.kafka.KafkaConnection;
import dev.switchboard.operator.health.Health.Status;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthVerdictTest {

    @ParameterizedTest
    @CsvSource({
        "true,  true,  true,  2, HEALTHY",
        "true,  false, true,  1, DEGRADED",
        "true,  true,  true,  0, DEGRADED",
        "false, true,  true,  1, UNHEALTHY",
        "true,  true,  false, 1, UNHEALTHY",
        "false, false, false, 0, UNHEALTHY",
    })
    void databaseAndKafkaAreRequiredAndTheRestIsOptional(
            boolean database, boolean redis, boolean kafka, int workers, Status expected) {
        // When
        var health = Health.of(database, redis, kafka, workers);

        // Then
        assertThat(health.status()).isEqualTo(expected);
        assertThat(health.checks().workers()).isEqualTo(workers + " workers active");
    }

    @Test
    void brokerThatIsDownFailsTheCheckInTime() {
        // Given
        var settings = new ShortTimeout();
        var check =
                new KafkaCheck(
                        new KafkaConnection(Map.of("bootstrap.servers", "127.0.0.1:1")), settings);

        // When
        var answers = check.answers();

        // Then
        assertThat(answers.toCompletableFuture()).failsWithin(Duration.ofSeconds(5));
        check.close();
    }

    private record ShortTimeout() implements HealthSettings {
        @Override
        public Duration timeout() {
            return Duration.ofMillis(300);
        }

        @Override
        public Duration cacheDuration() {
            return Duration.ZERO;
        }
    }
}
