package dev.switchboard.buffer.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.buffer.burst.Customer;
import dev.switchboard.model.event.DeadLettered;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.identity.BusinessNumber;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BufferOnKafkaTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final BusinessNumber CURSED = new BusinessNumber("+15550006666", "+15550006666");

    @TempDir private static Path stateDir;

    @Test
    void aBurstThatIsOpenWhenTheBufferStopsIsClosedOnceAfterItsRestart() throws Exception {
        // Given
        var patient =
                new KafkaBuffer(stateDir, Map.of("BURST_QUIET", "PT1H", "BURST_LONGEST", "PT1H"));
        var ana = Customer.called("+15550004001");
        var ben = Customer.called("+15550004002");
        try (var life = patient.start()) {
            writeAll(ana.writes("r1", NOON), ana.writes("r2", NOON), ben.writes("r3", NOON));
            await().atMost(KafkaBuffer.PATIENCE).until(() -> life.meter().open() == 2);
        }
        assertThat(KafkaBuffer.turnsOf(ben.conversation())).isEmpty();

        // When
        var usual = new KafkaBuffer(stateDir, Map.of("BURST_QUIET", "PT1S"));
        try (var _ = usual.start()) {
            writeAll(ana.writes("r2", NOON), ana.writes("r4", NOON.plusSeconds(1)));
            await().atMost(KafkaBuffer.PATIENCE)
                    .until(() ->
                            words(KafkaBuffer.turnsOf(ana.conversation())).contains("r4")
                                    && !KafkaBuffer.turnsOf(ben.conversation()).isEmpty());
        }

        // Then
        assertThat(words(KafkaBuffer.turnsOf(ana.conversation())))
                .containsExactly("r1", "r2", "r4");
        assertThat(words(KafkaBuffer.turnsOf(ben.conversation()))).containsExactly("r3");
    }

    @Test
    void whatTwoWebhooksBringAtTheSameTimeIsOneTurn() throws Exception {
        // Given
        var buffer = new KafkaBuffer(stateDir, Map.of("BURST_QUIET", "PT1S"));
        var ana = Customer.called("+15550004003");

        // When
        try (var _ = buffer.start();
                var one = KafkaBuffer.writer();
                var other = KafkaBuffer.writer()) {
            for (int n = 0; n < 10; n++) {
                var message = ana.writes("p" + n, NOON.plusSeconds(n));
                KafkaBuffer.write(one, message);
                KafkaBuffer.write(other, message);
            }
            one.flush();
            other.flush();
            await().atMost(KafkaBuffer.PATIENCE)
                    .until(() -> !KafkaBuffer.turnsOf(ana.conversation()).isEmpty());
        }

        // Then
        assertThat(KafkaBuffer.turnsOf(ana.conversation())).hasSize(1);
        assertThat(words(KafkaBuffer.turnsOf(ana.conversation())))
                .containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9");
    }

    @Test
    void aStreamWhoseThreadDiesGoesOnAndItsWorkIsDoneOnce() throws Exception {
        // Given
        var buffer = new KafkaBuffer(stateDir, Map.of("BURST_QUIET", "PT1S"));
        var ana = Customer.called("+15550004004");

        // When
        try (var life = buffer.start()) {
            buffer.failOnce(new KafkaException("the broker was away for too long"));
            writeAll(ana.writes("d1", NOON), ana.writes("d2", NOON.plusSeconds(1)));
            await().atMost(KafkaBuffer.PATIENCE)
                    .until(() -> !KafkaBuffer.turnsOf(ana.conversation()).isEmpty());

            // Then
            assertThat(life.stream().state()).isEqualTo(State.RUNNING);
        }
        assertThat(buffer.hasFailed()).isTrue();
        assertThat(words(KafkaBuffer.turnsOf(ana.conversation()))).containsExactly("d1", "d2");
    }

    @Test
    void aRecordThatKillsItsThreadEveryTimeIsSetAsideAndItsPartitionGoesOn() throws Exception {
        // Given
        var buffer = new KafkaBuffer(stateDir, Map.of("BURST_QUIET", "PT1S"));
        buffer.failAlwaysFor(CURSED);
        var ana = Customer.called("+15550004005");
        var cursed = new Customer("+15550004005", CURSED);

        // When
        try (var life = buffer.start()) {
            writeAll(cursed.writes("c1", NOON));
            writeAll(ana.writes("e1", NOON));
            await().dontCatchUncaughtExceptions()
                    .atMost(KafkaBuffer.PATIENCE)
                    .until(() -> !KafkaBuffer.turnsOf(ana.conversation()).isEmpty());
            await().dontCatchUncaughtExceptions()
                    .atMost(KafkaBuffer.PATIENCE)
                    .until(() -> !lettersOf(cursed).isEmpty());

            // Then
            await().dontCatchUncaughtExceptions()
                    .atMost(KafkaBuffer.PATIENCE)
                    .until(() -> life.stream().state() == State.RUNNING);
        }
        assertThat(lettersOf(cursed))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.cause()).contains("IllegalStateException", "on purpose");
                    assertThat(letter.attempts()).isEqualTo(Poison.ATTEMPTS);
                });
    }

    private static List<DeadLettered> lettersOf(Customer customer) {
        return KafkaBuffer.letters().stream()
                .filter(letter ->
                        letter.key().equals(Optional.of(customer.conversation().id().toString())))
                .toList();
    }

    private static void writeAll(MessageReceived... messages)
            throws ExecutionException, InterruptedException {
        try (var writer = KafkaBuffer.writer()) {
            for (var message : messages) {
                KafkaBuffer.write(writer, message).get();
            }
        }
    }

    private static List<String> words(List<TurnReady> turns) {
        return turns.stream()
                .flatMap(turn -> turn.messages().stream())
                .map(MessageReceived::providerMessageId)
                .toList();
    }
}
