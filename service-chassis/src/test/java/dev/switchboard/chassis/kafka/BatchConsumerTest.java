package dev.switchboard.chassis.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches without a broker; what is committed of them is tested by {@link BatchCommitTest}. */
class BatchConsumerTest implements BatchHandler<ConversationChanged> {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String TEXT = "text";

    private final RunningConsumers running = new RunningConsumers();
    private final List<String> deadLetters = new CopyOnWriteArrayList<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failuresOfInfrastructure = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final BatchConsumer<ConversationChanged> consumer =
            new BatchConsumers(letters(), running)
                    .create("batches", Topics.CONVERSATION_EVENTS, this);

    private long offset;

    private DeadLetters letters() {
        return new DeadLetters(null, null, null) {
            @Override
            public void publish(ConsumerRecord<String, byte[]> record, String cause, int attempts) {
                deadLetters.add(record.key() + " after " + attempts);
            }
        };
    }

    @Override
    public void handle(List<ConversationChanged> events) throws InterruptedException {
        var texts = events.stream().map(event -> event.details().get(TEXT)).toList();
        sizes.add(texts.size());
        if (texts.stream().anyMatch(text -> text.startsWith("wait"))) {
            waiting.incrementAndGet();
            gate.await();
        }
        if (failuresOfInfrastructure.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new UncheckedIOException(new IOException("away, on purpose"));
        }
        if (texts.stream().anyMatch(failing::contains)) {
            throw new IllegalStateException("a bug, on purpose");
        }
        handled.addAll(texts);
    }

    @Override
    public boolean isAlone(ConversationChanged event) {
        return event.details().get(TEXT).startsWith("wait alone");
    }

    @AfterEach
    void stop() {
        running.stop(new ShutdownEvent());
    }

    @Test
    void batchIsHandledInOneCallAndThenAcknowledged() {
        // Given
        var batch = new Batch("a", "b", "c");

        // When
        var next = batch.accept();

        // Then
        assertThat(next).succeedsWithin(TIMEOUT);
        batch.awaitAcknowledged();
        assertThat(sizes).containsExactly(3);
        assertThat(handled).containsExactly("a", "b", "c");
    }

    @Test
    void undecodableRecordIsDeadLetteredAndCostsTheOthersNothing() {
        // Given
        var batch = new Batch("a", null, "c");

        // When
        var next = batch.accept();

        // Then
        assertThat(next).succeedsWithin(TIMEOUT);
        batch.awaitAcknowledged();
        assertThat(sizes).containsExactly(2);
        assertThat(handled).containsExactly("a", "c");
        assertThat(deadLetters).containsExactly("unreadable after 1");
    }

    @Test
    void recordThatFailsByABugIsDeadLetteredAloneAndTheOthersKeepTheirOrder() {
        // Given
        var batch = new Batch("a", "b", "c", "d", "e", "f", "g");
        failing.addAll(Set.of("c", "f"));

        // When
        var next = batch.accept();

        // Then
        assertThat(next).succeedsWithin(TIMEOUT);
        batch.awaitAcknowledged();
        assertThat(handled).containsExactly("a", "b", "d", "e", "g");
        assertThat(deadLetters).containsExactly("c after 5", "f after 5");
    }

    /** Fails more often than the maximum of attempts for a bug. */
    @Test
    void batchIsRetriedWhileTheInfrastructureIsDownAndNoOtherIsTaken() {
        // Given
        var batch = new Batch("a", "b");
        failuresOfInfrastructure.set(6);

        // When
        var next = batch.accept();

        // Then
        await().atMost(TIMEOUT).until(() -> sizes.size() >= 2);
        assertThat(next).isNotDone();
        assertThat(batch.isAcknowledged()).isFalse();
        assertThat(next).succeedsWithin(TIMEOUT);
        batch.awaitAcknowledged();
        assertThat(sizes).hasSize(7).containsOnly(2);
        assertThat(handled).containsExactly("a", "b");
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void batchThatTheStopInterruptsIsNotAcknowledgedAndNoLetterIsWritten() {
        // Given
        var batch = new Batch("wait", "b");
        var next = batch.accept();
        await().atMost(TIMEOUT).until(() -> waiting.get() == 1);

        // When
        running.stop(new ShutdownEvent());

        // Then
        assertThat(next).isNotDone();
        assertThat(batch.isAcknowledged()).isFalse();
        assertThat(deadLetters).isEmpty();

        // When
        var later = new Batch("c").accept();

        // Then
        assertThat(later).isNotDone();
        assertThat(handled).isEmpty();
    }

    @Test
    void eventThatWaitsAloneHoldsUpNeitherItsBatchNorTheNext() {
        // Given
        var first = new Batch("wait alone 1", "a", "wait alone 2");
        assertThat(first.accept()).succeedsWithin(TIMEOUT);

        // When
        var second = new Batch("b");
        var next = second.accept();

        // Then
        assertThat(next).succeedsWithin(TIMEOUT);
        second.awaitAcknowledged();
        assertThat(handled).containsExactly("a", "b");
        assertThat(first.isAcknowledged()).isFalse();

        // When
        gate.countDown();

        // Then
        first.awaitAcknowledged();
        assertThat(handled).containsExactly("a", "b", "wait alone 1", "wait alone 2");
    }

    @Test
    void eventThatWaitsAloneAndIsStoppedIsNotAcknowledged() {
        // Given
        var batch = new Batch("a", "wait alone");
        assertThat(batch.accept()).succeedsWithin(TIMEOUT);
        await().atMost(TIMEOUT).until(() -> waiting.get() == 1);

        // When
        running.stop(new ShutdownEvent());

        // Then
        assertThat(batch.isAcknowledged()).isFalse();
        assertThat(deadLetters).isEmpty();
    }

    /** Records of one poll, of one key; a text that is null stands for an undecodable value. */
    private final class Batch {
        private final AtomicBoolean acknowledged = new AtomicBoolean();
        private final Message<List<byte[]>> message;

        private Batch(String... texts) {
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            for (var text : texts) {
                records.add(record(text));
            }
            var partition = new TopicPartition(Topics.CONVERSATION_EVENTS.name(), 0);
            var polled = new ConsumerRecords<>(Map.of(partition, records), Map.of());
            message =
                    Message.of(
                            Arrays.stream(texts).map(_ -> new byte[0]).toList(),
                            List.of(
                                    new IncomingKafkaRecordBatchMetadata<>(
                                            polled, "batches", Map.of())),
                            this::acknowledge);
        }

        private CompletionStage<Void> acknowledge() {
            acknowledged.set(true);
            return CompletableFuture.completedFuture(null);
        }

        private CompletableFuture<Void> accept() {
            return consumer.accept(message).toCompletableFuture();
        }

        private boolean isAcknowledged() {
            return acknowledged.get();
        }

        private void awaitAcknowledged() {
            await().atMost(TIMEOUT).untilTrue(acknowledged);
        }
    }

    private ConsumerRecord<String, byte[]> record(String text) {
        var value =
                text == null
                        ? "no json".getBytes(UTF_8)
                        : EventCodec.encode(LaneProbe.event(TEXT, text));
        return new ConsumerRecord<>(
                Topics.CONVERSATION_EVENTS.name(), 0, offset++, key(text), value);
    }

    /** The events that wait alone are of one key. */
    private static String key(String text) {
        if (text == null) {
            return "unreadable";
        }
        return text.startsWith("wait") ? "waiting" : text;
    }
}
