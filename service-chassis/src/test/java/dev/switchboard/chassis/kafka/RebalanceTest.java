package dev.switchboard.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.topic.PartitionCount;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Partitions that are lost and assigned, on a real broker, through the channel of {@link
 * LaneProbe}.
 */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka"))
@TestProfile(RebalanceTest.Hasty.class)
class RebalanceTest {
    /** Short poll interval, which a test can exceed to lose its partitions. */
    public static final class Hasty implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mp.messaging.incoming.probe.max.poll.interval.ms", "3000");
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private static final Duration TWO_COMMITS = Duration.ofSeconds(1);

    @Inject LaneProbe probe;

    @Inject EventPublisher publisher;

    @Inject KafkaClientService clients;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @BeforeEach
    void forget() {
        probe.forget();
    }

    @Test
    void workOfLostPartitionsIsStoppedAlthoughTheirOffsetsCannotBeCommitted() {
        // Given
        for (var name : List.of("first", "second", "third")) {
            publisher.publishAndWait(
                    Topics.CONVERSATION_EVENTS, name, LaneProbe.event(LaneProbe.HELD, name));
        }
        await().atMost(TIMEOUT).until(() -> probe.calls() == 3);
        try (var polling = HeldPolling.of(clients, "probe");
                var other = anotherInstance()) {
            awaitAllPartitions(other);
            probe.open("first");
            await().atMost(TIMEOUT).until(() -> probe.handled().size() == 1);
            // The next commit waits for the polling thread, and so do later acknowledgements.
            await().pollDelay(TWO_COMMITS).until(() -> true);
            probe.open("second");
            await().atMost(TIMEOUT).until(() -> probe.handled().size() == 2);

            // When
            polling.release();

            // Then
            await().atMost(TIMEOUT).until(() -> probe.stopped() == 1);
            await().atMost(TIMEOUT).until(() -> probe.owned().isEmpty());
        }
        probe.open("third");
        await().atMost(TIMEOUT).until(() -> keys().contains("third"));
        assertThat(probe.owned()).isNotEmpty();
    }

    /**
     * Creates a consumer that takes partitions and commits nothing: its records are still
     * unfinished.
     */
    private KafkaConsumer<String, byte[]> anotherInstance() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "group.id",
                        "probe",
                        "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName(),
                        "enable.auto.commit",
                        "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static void awaitAllPartitions(KafkaConsumer<?, ?> consumer) {
        consumer.subscribe(List.of(Topics.CONVERSATION_EVENTS.name()));
        await().atMost(TIMEOUT)
                .until(() -> {
                    consumer.poll(Duration.ofMillis(200));
                    return consumer.assignment().size() == PartitionCount.SINGLE_MACHINE;
                });
    }

    private List<String> keys() {
        return probe.handled().stream().map(event -> event.details().get(LaneProbe.HELD)).toList();
    }
}
