package dev.switchboard.buffer.stream;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.buffer.burst.BurstCustomer;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.topic.PartitionCount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each message is in exactly one turn, at whatever moment the buffer was killed. */
class KilledBufferTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, String> SETTINGS = Map.of("BURST_QUIET_PERIOD", "PT1S");

    /** More kills, set by the property, find rare failures. */
    private static final int KILL_COUNT = Integer.getInteger("switchboard.test.kills", 2);

    /**
     * Fewer than fill a burst: another buffer runs in the tests' JVM, and would make turns of its
     * own of full bursts.
     */
    private static final int MAX_TEXTS = 19;

    @TempDir private Path directory;

    /**
     * Kafka Streams 4.1.1 took the content of the files for committed (KAFKA-20685): the messages
     * were dropped as duplicates of themselves.
     */
    @Test
    void uncommittedContentOfTheStoreFilesIsNoDuplicate() throws Exception {
        // Given
        var ana = BurstCustomer.called("+15550004101");
        var stateDir = directory.resolve("kept");
        try (var writer = KafkaBuffer.writer();
                var _ = new KafkaBuffer(stateDir, SETTINGS).start()) {
            KafkaBuffer.write(writer, ana.writes("before", NOON)).get();
            awaitTurnsOf(Map.of(ana, List.of("before")));
        }
        var uncommitted = textsOf(customersInOnePartition(160));
        try (var writer = KafkaBuffer.writer();
                var doomed =
                        KillableBuffer.committingEvery(Duration.ofMinutes(9), stateDir)
                                .awaitRunning()) {
            var before = doomed.seenStoreFiles();
            uncommitted.forEach((customer, texts) ->
                    texts.forEach(text -> {
                        var _ = KafkaBuffer.write(writer, customer.writes(text, NOON));
                    }));
            writer.flush();
            await().atMost(KafkaBuffer.TIMEOUT).until(() -> doomed.seenStoreFiles() > before);
        }

        // When
        try (var _ = new KafkaBuffer(stateDir, SETTINGS).start()) {

            // Then
            awaitTurnsOf(Map.of(ana, List.of("before")));
            awaitTurnsOf(uncommitted);
        }
    }

    /**
     * The commit's outcome is unknown; the next instance has only Kafka's state, and must not start
     * behind messages whose bursts it does not have.
     */
    @Test
    void instanceWithAnotherDirectoryFindsTheOpenBursts() throws Exception {
        // Given
        var customers =
                IntStream.range(0, 400)
                        .mapToObj(number ->
                                BurstCustomer.called("+1555000%04d".formatted(5000 + number)))
                        .toList();
        var written = new HashMap<BurstCustomer, Integer>();

        // When
        try (var writer = KafkaBuffer.writer()) {
            for (int kill = 0; kill < KILL_COUNT; kill++) {
                try (var doomed = dyingInCommit(kill)) {
                    doomed.awaitRunning();
                    while (!doomed.isDead()) {
                        for (var customer : customers) {
                            if (doomed.isDead()) {
                                break;
                            }
                            var text = text(customer, written.merge(customer, 1, Integer::sum));
                            KafkaBuffer.write(writer, customer.writes(text, NOON)).get();
                        }
                    }
                }
            }
        }

        // Then
        try (var _ = new KafkaBuffer(directory.resolve("last"), SETTINGS).start()) {
            var expected = new HashMap<BurstCustomer, List<String>>();
            written.forEach((customer, count) -> expected.put(customer, texts(customer, count)));
            awaitTurnsOf(expected);
        }
    }

    /** Customers of one store, which then holds enough to be flushed to a file. */
    private static List<BurstCustomer> customersInOnePartition(int number) {
        return IntStream.iterate(0, next -> next + 1)
                .mapToObj(next -> BurstCustomer.called("+1555001%05d".formatted(next)))
                .filter(customer -> partitionOf(customer) == 0)
                .limit(number)
                .toList();
    }

    /** Partition that Kafka's producers choose. */
    private static int partitionOf(BurstCustomer customer) {
        var key = customer.conversation().id().toString().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % PartitionCount.SINGLE_MACHINE;
    }

    private static Map<BurstCustomer, List<String>> textsOf(List<BurstCustomer> customers) {
        return customers.stream()
                .collect(toMap(customer -> customer, customer -> texts(customer, MAX_TEXTS)));
    }

    private KillableBuffer dyingInCommit(int kill) throws IOException {
        var delay = Duration.ofNanos(500_000L * (kill % 8));
        return KillableBuffer.dyingInCommit(20 + kill % 5, delay, directory.resolve("life" + kill));
    }

    /** Text that is also a provider id, and therefore unique to the customer. */
    private static String text(BurstCustomer customer, int number) {
        return customer.address() + "-" + number;
    }

    private static List<String> texts(BurstCustomer customer, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> text(customer, n)).toList();
    }

    private static void awaitTurnsOf(Map<BurstCustomer, List<String>> texts) {
        var expected = new HashMap<ConversationId, List<String>>();
        texts.forEach((customer, own) -> expected.put(customer.conversation().id(), own));
        await().atMost(KafkaBuffer.TIMEOUT)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(textsByConversation()).containsAllEntriesOf(expected));
    }

    private static Map<ConversationId, List<String>> textsByConversation() {
        var texts = new HashMap<ConversationId, List<String>>();
        for (var turn : KafkaBuffer.turns()) {
            texts.computeIfAbsent(turn.conversation().id(), _ -> new ArrayList<>())
                    .addAll(
                            turn.messages().stream()
                                    .map(MessageReceived::providerMessageId)
                                    .toList());
        }
        return texts;
    }
}
