package dev.switchboard.chassis.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.CommittedOffsets;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * Batches on a real broker, of which SmallRye reports only the last records to the commit handler.
 */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka"))
class BatchCommitTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration TWO_COMMITS = Duration.ofSeconds(1);
    private static final int RECORDS = 20;

    @Inject BatchProbe probe;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void noOffsetOfAnUnfinishedBatchIsCommitted() {
        // Given
        writeTogether();
        await().atMost(TIMEOUT).until(() -> !probe.sizes().isEmpty());
        assertThat(probe.sizes()).containsExactly(RECORDS);

        // When
        await().pollDelay(TWO_COMMITS).until(() -> true);

        // Then
        assertThat(committed()).isZero();
        probe.finish();
        await().atMost(TIMEOUT).until(() -> committed() == RECORDS);
    }

    /** Writes the records in one request, so that no poll can get only some of them. */
    private void writeTogether() {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka, "linger.ms", 10_000),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (var n = 0; n < RECORDS; n++) {
                producer.send(
                        new ProducerRecord<>(
                                Topics.WEBHOOK_LOG.name(), "key", "{".getBytes(UTF_8)));
            }
        }
    }

    private long committed() {
        return CommittedOffsets.sum(kafka, "batch-probe");
    }
}
