package dev.switchboard.buffer.topology;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.buffer.burst.Customer;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.topic.Topics;
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

/** Whatever a buffer was doing when it was killed, each message is in one turn afterwards. */
class KilledBufferTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, String> USUAL = Map.of("BURST_QUIET", "PT1S");

    /** Of the test's runs; more of them, by the property, look for what is rare. */
    private static final int KILLS = Integer.getInteger("switchboard.test.kills", 2);

    /**
     * Of one customer: another buffer runs in the tests' JVM, and would make turns of its own of as
     * many as fill one.
     */
    private static final int MAX_EACH = 19;

    @TempDir private Path directory;

    /**
     * Kafka Streams 4.1.1 took what it found in the files for committed (KAFKA-20685): the messages
     * were dropped as repeats of themselves.
     */
    @Test
    void whatWasInTheStoresFilesAndNotCommittedIsNoRepeat() throws Exception {
        // Given
        var ana = Customer.called("+15550004101");
        var stateDir = directory.resolve("kept");
        try (var writer = KafkaBuffer.writer();
                var _ = new KafkaBuffer(stateDir, USUAL).start()) {
            KafkaBuffer.write(writer, ana.writes("before", NOON)).get();
            awaitTurnsOf(Map.of(ana, List.of("before")));
        }
        var uncommitted = wordsOf(customersInOnePartition(160));
        try (var writer = KafkaBuffer.writer();
                var doomed =
                        DoomedBuffer.committingEvery(Duration.ofMinutes(9), stateDir)
                                .awaitRunning()) {
            var before = doomed.filesOfSeen();
            uncommitted.forEach((customer, words) ->
                    words.forEach(word -> {
                        var _ = KafkaBuffer.write(writer, customer.writes(word, NOON));
                    }));
            writer.flush();
            await().atMost(KafkaBuffer.PATIENCE).until(() -> doomed.filesOfSeen() > before);
        }

        // When
        try (var _ = new KafkaBuffer(stateDir, USUAL).start()) {

            // Then
            awaitTurnsOf(Map.of(ana, List.of("before")));
            awaitTurnsOf(uncommitted);
        }
    }

    /**
     * The commit's outcome is unknown to who died in it; who takes over has nothing but Kafka, and
     * must not begin behind messages whose bursts it has not got.
     */
    @Test
    void whoTakesOverOnAnotherDirectoryFindsTheOpenBursts() throws Exception {
        // Given
        var customers =
                IntStream.range(0, 400)
                        .mapToObj(
                                number -> Customer.called("+1555000%04d".formatted(5000 + number)))
                        .toList();
        var written = new HashMap<Customer, Integer>();

        // When
        try (var writer = KafkaBuffer.writer()) {
            for (int kill = 0; kill < KILLS; kill++) {
                try (var doomed = dyingInCommit(kill)) {
                    doomed.awaitRunning();
                    while (!doomed.isDead()) {
                        for (var customer : customers) {
                            if (doomed.isDead()) {
                                break;
                            }
                            var word = word(customer, written.merge(customer, 1, Integer::sum));
                            KafkaBuffer.write(writer, customer.writes(word, NOON)).get();
                        }
                    }
                }
            }
        }

        // Then
        try (var _ = new KafkaBuffer(directory.resolve("last"), USUAL).start()) {
            var expected = new HashMap<Customer, List<String>>();
            written.forEach((customer, count) -> expected.put(customer, words(customer, count)));
            awaitTurnsOf(expected);
        }
    }

    /** One store of theirs holds enough to be written to a file. */
    private static List<Customer> customersInOnePartition(int number) {
        return IntStream.iterate(0, next -> next + 1)
                .mapToObj(next -> Customer.called("+1555001%05d".formatted(next)))
                .filter(customer -> partitionOf(customer) == 0)
                .limit(number)
                .toList();
    }

    /** As Kafka's producers choose it. */
    private static int partitionOf(Customer customer) {
        var key = customer.conversation().id().toString().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % Topics.INBOUND.partitions();
    }

    private static Map<Customer, List<String>> wordsOf(List<Customer> customers) {
        return customers.stream()
                .collect(toMap(customer -> customer, customer -> words(customer, MAX_EACH)));
    }

    private DoomedBuffer dyingInCommit(int kill) throws IOException {
        var after = Duration.ofNanos(500_000L * (kill % 8));
        return DoomedBuffer.dyingInCommit(20 + kill % 5, after, directory.resolve("life" + kill));
    }

    /** A provider's id is one customer's only. */
    private static String word(Customer customer, int number) {
        return customer.address() + "-" + number;
    }

    private static List<String> words(Customer customer, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> word(customer, n)).toList();
    }

    private static void awaitTurnsOf(Map<Customer, List<String>> words) {
        var expected = new HashMap<ConversationId, List<String>>();
        words.forEach((customer, own) -> expected.put(customer.conversation().id(), own));
        await().atMost(KafkaBuffer.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(wordsByConversation()).containsAllEntriesOf(expected));
    }

    private static Map<ConversationId, List<String>> wordsByConversation() {
        var words = new HashMap<ConversationId, List<String>>();
        for (var turn : KafkaBuffer.turns()) {
            words.computeIfAbsent(turn.conversation().id(), _ -> new ArrayList<>())
                    .addAll(
                            turn.messages().stream()
                                    .map(MessageReceived::providerMessageId)
                                    .toList());
        }
        return words;
    }
}
