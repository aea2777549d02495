package dev.switchboard.chassis.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.localstack.testing.CommittedOffsets;
import dev.switchboard.model.topic.Topics;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Batches on a real broker, of which SmallRye tells the commit their last records only. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka"))
class BatchCommitTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration TWO_COMMITS = Duration.ofSeconds(1);
    private static final int RECORDS = 20;

    @Inject BatchProbe probe;

    @Inject EventPublisher publisher;

    @Inject KafkaClientService clients;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void noRecordOfABatchThatIsNotDoneIsPassedOver() {
        // Given
        try (var _ = HeldPolling.of(clients, "batch-probe")) {
            for (var n = 0; n < RECORDS; n++) {
                publisher.republishAndWait(
                        Topics.WEBHOOK_LOG.name(), Optional.of("key"), new byte[] {'{'}, Map.of());
            }
        }
        await().atMost(LONG).until(() -> !probe.sizes().isEmpty());
        assertThat(probe.sizes()).containsExactly(RECORDS);

        // When
        await().pollDelay(TWO_COMMITS).until(() -> true);

        // Then
        assertThat(committed()).isZero();
        probe.finish();
        await().atMost(LONG).until(() -> committed() == RECORDS);
    }

    private long committed() {
        return CommittedOffsets.sum(kafka, "batch-probe");
    }
}
