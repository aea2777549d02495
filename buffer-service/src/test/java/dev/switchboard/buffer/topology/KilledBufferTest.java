package dev.switchboard.buffer.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.buffer.burst.Customer;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.identity.ConversationId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a buffer was doing when it was killed, each message is in one turn afterwards. */
class KilledBufferTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, String> USUAL = Map.of("BURST_QUIET", "PT1S");

    /** Of the test's runs; more of them, by the property, look for what is rare. */
    private static final int KILLS = Integer.getInteger("switchboard.test.kills", 2);

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
            awaitTurnsOf(ana, List.of("before"));
        }
        var uncommitted = words(ana, 3_000);
        try (var writer = KafkaBuffer.writer();
                var doomed =
                        DoomedBuffer.committingEvery(Duration.ofMinutes(9), stateDir)
                                .awaitRunning()) {
            var before = doomed.filesOfSeen();
            uncommitted.forEach(word -> KafkaBuffer.write(writer, ana.writes(word, NOON)));
            writer.flush();
            await().atMost(KafkaBuffer.PATIENCE).until(() -> doomed.filesOfSeen() > before);
        }

        // When
        try (var _ = new KafkaBuffer(stateDir, USUAL).start()) {

            // Then
            var all = new ArrayList<>(List.of("before"));
            all.addAll(uncommitted);
            awaitTurnsOf(ana, all);
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
                IntStream.range(0, 60)
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
                            var word = word(customer, written.merge(customer, 1, Integer::sum));
                            KafkaBuffer.write(writer, customer.writes(word, NOON)).get();
                        }
                    }
                }
            }
        }

        // Then
        try (var _ = new KafkaBuffer(directory.resolve("last"), USUAL).start()) {
            var expected = new HashMap<ConversationId, List<String>>();
            written.forEach((customer, count) ->
                    expected.put(customer.conversation().id(), words(customer, count)));
            await().atMost(KafkaBuffer.PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(
                            () -> assertThat(wordsByConversation()).containsAllEntriesOf(expected));
        }
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

    private static void awaitTurnsOf(Customer customer, List<String> words) {
        var conversation = customer.conversation().id();
        await().atMost(KafkaBuffer.PATIENCE)
                .untilAsserted(() ->
                        assertThat(wordsByConversation().getOrDefault(conversation, List.of()))
                                .containsExactlyElementsOf(words));
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
