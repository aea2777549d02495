package dev.switchboard.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.topic.PartitionCount;
import dev.switchboard.common.topic.Replication;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingService;
import dev.switchboard.testing.LogLines;
import dev.switchboard.testing.SharedBacking;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicCheckTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String KAFKA =
            SharedBacking.settings(BackingService.KAFKA).get("KAFKA_BOOTSTRAP_SERVERS");
    private static final PartitionCount UNSET =
            new PartitionCount(OptionalInt.empty(), PartitionCount.CLUSTER);

    private final TopicPartitions partitions = new TopicPartitions();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final LogLines log = new LogLines(TopicCheck.class);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void topicsOfOneNumberAreAcceptedAndTheNumberIsKnown() {
        // When
        check(KAFKA, UNSET, Set.of("no-such-changelog"), Replication.SINGLE).run();

        // Then
        assertThat(partitions.of(Topics.REPLIES)).isEqualTo(PartitionCount.SINGLE_MACHINE);
        assertThat(complaints).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void topicsOfAnotherNumberThanConfiguredStopTheService() {
        // Given
        var configured = new PartitionCount(OptionalInt.of(24), PartitionCount.CLUSTER);

        // When
        check(KAFKA, configured, Set.of(), Replication.SINGLE).run();

        // Then
        assertThat(complaints)
                .singleElement()
                .asString()
                .startsWith("TOPICS_PARTITIONS is invalid: ")
                .contains("inbound", "8", "and it is 24");
    }

    @Test
    void internalTopicOfAnotherNumberStopsTheService() throws Exception {
        // Given
        var changelog = "check-" + UUID.randomUUID() + "-changelog";
        try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            admin.createTopics(List.of(new NewTopic(changelog, 3, (short) 1))).all().get();
        }

        // When
        check(KAFKA, UNSET, Set.of(changelog), Replication.SINGLE).run();

        // Then
        assertThat(complaints)
                .singleElement()
                .asString()
                .startsWith("TOPICS_PARTITIONS is invalid: ")
                .contains("3 (" + changelog + ")", "8 (");
    }

    @Test
    void checkWaitsForKafkaInOneLine() throws Exception {
        // Given
        try (var away = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress(away.getInetAddress(), away.getLocalPort());
            away.close();
            var check =
                    check("127.0.0.1:" + address.getPort(), UNSET, Set.of(), Replication.SINGLE);
            var running = Thread.ofVirtual().start(check::run);
            await().atMost(TIMEOUT).until(() -> log.lines().size() == 1);

            // When
            try (var back = new ServerSocket()) {
                back.bind(address);
                Thread.ofVirtual().start(() -> forward(back));

                // Then
                assertThat(partitions.of(Topics.REPLIES)).isEqualTo(PartitionCount.SINGLE_MACHINE);
                assertThat(running.join(TIMEOUT)).isTrue();
            }
        }
        assertThat(log.lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("Topics not checked, retrying"),
                        line -> assertThat(line).contains("Topics checked"));
    }

    @Test
    void eachTopicOfOneBrokerIsReportedIfAClusterIsConfigured() {
        // When
        check(KAFKA, UNSET, Set.of(), Replication.CLUSTER).run();

        // Then
        assertThat(log.lines()).hasSameSizeAs(Topics.all());
        assertThat(Topics.all())
                .extracting(Topic::name)
                .allSatisfy(name ->
                        assertThat(log.lines())
                                .contains(
                                        "WARN Topic has fewer replicas than configured topic="
                                                + name
                                                + " replicas=1 (2) min-insync=1 (2)"));
    }

    private TopicCheck check(
            String kafka,
            PartitionCount configured,
            Set<String> internal,
            Replication replication) {
        return new TopicCheck(
                new KafkaConnection(Map.of("bootstrap.servers", kafka)),
                configured,
                new InternalTopics(internal),
                partitions,
                new TopicReplication(replication),
                complaints::add);
    }

    /** Accepts connections in the broker's place until the socket is closed. */
    private static void forward(ServerSocket from) {
        var broker = KAFKA.split(":");
        try {
            while (true) {
                var client = from.accept();
                var server = new Socket(broker[0], Integer.parseInt(broker[1]));
                Thread.ofVirtual().start(() -> copy(client, server));
                Thread.ofVirtual().start(() -> copy(server, client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Either side has closed.
        }
    }
}
