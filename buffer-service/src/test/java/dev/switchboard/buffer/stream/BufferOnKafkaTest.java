package dev.switchboard.buffer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.buffer.burst.BurstCustomer;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.BusinessNumber;
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

    private static final BusinessNumber FAILING_NUMBER =
            new BusinessNumber("+15550006666", "+15550006666");

    @TempDir private static Path stateDir;

    @Test
    void aBurstThatIsOpenWhenTheBufferStopsIsClosedOnceAfterItsRestart() throws Exception {
        // Given
        var keepingOpen =
                new KafkaBuffer(
                        stateDir, Map.of("BURST_QUIET_PERIOD", "PT1H", "BURST_MAX_WAIT", "PT1H"));
        var ana = BurstCustomer.called("+15550004001");
        var ben = BurstCustomer.called("+15550004002");
        try (var instance = keepingOpen.start()) {
            writeAll(ana.writes("r1", NOON), ana.writes("r2", NOON), ben.writes("r3", NOON));
            await().atMost(KafkaBuffer.TIMEOUT).until(() -> instance.meter().open() == 2);
        }
        assertThat(KafkaBuffer.turnsOf(ben.conversation())).isEmpty();

        // When
        var closing = new KafkaBuffer(stateDir, Map.of("BURST_QUIET_PERIOD", "PT1S"));
        try (var _ = closing.start()) {
            writeAll(ana.writes("r2", NOON), ana.writes("r4", NOON.plusSeconds(1)));
            await().atMost(KafkaBuffer.TIMEOUT)
                    .until(() ->
                            texts(KafkaBuffer.turnsOf(ana.conversation())).contains("r4")
                                    && !KafkaBuffer.turnsOf(ben.conversation()).isEmpty());
        }

        // Then
        assertThat(texts(KafkaBuffer.turnsOf(ana.conversation())))
                .containsExactly("r1", "r2", "r4");
        assertThat(texts(KafkaBuffer.turnsOf(ben.conversation()))).containsExactly("r3");
    }

    @Test
    void messagesDeliveredTwiceAtTheSameTimeAreOneTurn() throws Exception {
        // Given
        var buffer = new KafkaBuffer(stateDir, Map.of("BURST_QUIET_PERIOD", "PT1S"));
        var ana = BurstCustomer.called("+15550004003");

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
            await().atMost(KafkaBuffer.TIMEOUT)
                    .until(() -> !KafkaBuffer.turnsOf(ana.conversation()).isEmpty());
        }

        // Then
        assertThat(KafkaBuffer.turnsOf(ana.conversation())).hasSize(1);
        assertThat(texts(KafkaBuffer.turnsOf(ana.conversation())))
                .containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9");
    }

    @Test
    void aStreamWhoseThreadDiesRecoversAndProcessesOnce() throws Exception {
        // Given
        var buffer = new KafkaBuffer(stateDir, Map.of("BURST_QUIET_PERIOD", "PT1S"));
        var ana = BurstCustomer.called("+15550004004");

        // When
        try (var instance = buffer.start()) {
            buffer.failOnce(new KafkaException("the broker was away for too long"));
            writeAll(ana.writes("d1", NOON), ana.writes("d2", NOON.plusSeconds(1)));
            await().atMost(KafkaBuffer.TIMEOUT)
                    .until(() -> !KafkaBuffer.turnsOf(ana.conversation()).isEmpty());

            // Then
            assertThat(instance.stream().state()).isEqualTo(State.RUNNING);
        }
        assertThat(buffer.hasFailed()).isTrue();
        assertThat(texts(KafkaBuffer.turnsOf(ana.conversation()))).containsExactly("d1", "d2");
    }

    @Test
    void aPoisonRecordIsDeadLetteredAndItsPartitionGoesOn() throws Exception {
        // Given
        var buffer = new KafkaBuffer(stateDir, Map.of("BURST_QUIET_PERIOD", "PT1S"));
        buffer.failAlwaysFor(FAILING_NUMBER);
        var ana = BurstCustomer.called("+15550004005");
        var poison = new BurstCustomer("+15550004005", FAILING_NUMBER);

        // When
        try (var instance = buffer.start()) {
            writeAll(poison.writes("c1", NOON));
            writeAll(ana.writes("e1", NOON));
            await().dontCatchUncaughtExceptions()
                    .atMost(KafkaBuffer.TIMEOUT)
                    .until(() -> !KafkaBuffer.turnsOf(ana.conversation()).isEmpty());
            await().dontCatchUncaughtExceptions()
                    .atMost(KafkaBuffer.TIMEOUT)
                    .until(() -> !deadLettersOf(poison).isEmpty());

            // Then
            await().dontCatchUncaughtExceptions()
                    .atMost(KafkaBuffer.TIMEOUT)
                    .until(() -> instance.stream().state() == State.RUNNING);
        }
        assertThat(deadLettersOf(poison))
                .singleElement()
                .satisfies(deadLetter -> {
                    assertThat(deadLetter.cause()).contains("IllegalStateException", "on purpose");
                    assertThat(deadLetter.attempts()).isEqualTo(PoisonRecords.MAX_ATTEMPTS);
                });
    }

    private static List<DeadLettered> deadLettersOf(BurstCustomer customer) {
        return KafkaBuffer.deadLetters().stream()
                .filter(deadLetter ->
                        deadLetter
                                .key()
                                .equals(Optional.of(customer.conversation().id().toString())))
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

    private static List<String> texts(List<TurnReady> turns) {
        return turns.stream()
                .flatMap(turn -> turn.messages().stream())
                .map(MessageReceived::providerMessageId)
                .toList();
    }
}
