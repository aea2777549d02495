package dev.switchboard.buffer.stream;

import static org.awaitility.Awaitility.await;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.BurstRulesByNumber;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.event.Event;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.testing.BackingService;
import dev.switchboard.testing.SharedBacking;
import dev.switchboard.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * Buffer on a real broker, with its settings, writers and readers. All instances are one
 * application, as two would each write a turn for the same messages.
 */
final class KafkaBuffer {
    static final Duration TIMEOUT = Duration.ofSeconds(90);
    static final String KAFKA =
            SharedBacking.settings(BackingService.KAFKA).get("KAFKA_BOOTSTRAP_SERVERS");

    static final String NAME = "buffer";
    static final BufferTiming TIMING = new BufferTiming(Duration.ofMillis(20), Duration.ofDays(2));

    private final Path stateDir;
    private final Map<String, String> settings;
    private final AtomicReference<RuntimeException> nextFailure = new AtomicReference<>();
    private volatile boolean failed;
    private volatile String failingNumber = "nobody";

    KafkaBuffer(Path stateDir, Map<String, String> settings) {
        this.stateDir = stateDir;
        this.settings = settings;
    }

    /** Running instance of the buffer, of which there is one at a time. */
    record Instance(BufferStream stream, BurstMeter meter, KafkaEndOffsets ends)
            implements AutoCloseable {

        @Override
        public void close() {
            stream.close();
            ends.close();
        }
    }

    /** Returns when it runs. */
    Instance start() {
        var meter = new BurstMeter(new SimpleMeterRegistry());
        var rules = new BurstRulesByNumber(this::setting);
        var ends = new KafkaEndOffsets(Map.of("bootstrap.servers", KAFKA), NAME);
        var wakeTimes = new WakeTimes(InstantSource.system());
        var topology = BufferTopology.of(rules, meter, this::failingClock, TIMING, ends, wakeTimes);
        var stream =
                new BufferStream(
                        topology,
                        new StreamConfiguration(
                                Map.of("bootstrap.servers", KAFKA), NAME, NAME + "-1", stateDir, 1),
                        wakeTimes);
        stream.start();
        await().atMost(TIMEOUT).until(() -> stream.state() == State.RUNNING);
        return new Instance(stream, meter, ends);
    }

    /** Makes the next read of the clock fail, and with it its thread. */
    void failOnce(RuntimeException failure) {
        nextFailure.set(failure);
    }

    /** Makes every message to this number fail, as by a bug. */
    void failAlwaysFor(BusinessNumber number) {
        failingNumber = number.phone().substring(1);
    }

    private Optional<String> setting(String name) {
        if (name.endsWith(failingNumber)) {
            throw new IllegalStateException("a bug, on purpose");
        }
        return Optional.ofNullable(settings.get(name));
    }

    boolean hasFailed() {
        return failed;
    }

    private Instant failingClock() {
        var failure = nextFailure.getAndSet(null);
        if (failure != null) {
            failed = true;
            throw failure;
        }
        return Instant.now();
    }

    static KafkaProducer<String, byte[]> writer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", KAFKA, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    static Future<RecordMetadata> write(
            KafkaProducer<String, byte[]> writer, MessageReceived message) {
        return writer.send(
                new ProducerRecord<>(
                        Topics.INBOUND.name(),
                        message.conversation().id().toString(),
                        EventCodec.encode(message)));
    }

    /** All committed turns of the conversation. */
    static List<TurnReady> turnsOf(ConversationKey conversation) {
        return turns().stream().filter(turn -> turn.conversation().equals(conversation)).toList();
    }

    /** All committed turns. */
    static List<TurnReady> turns() {
        return all(Topics.TURNS);
    }

    /** All committed dead letters. */
    static List<DeadLettered> deadLetters() {
        return all(Topics.DEAD_LETTERS);
    }

    private static <E extends Event> List<E> all(Topic<E> topic) {
        return TopicReader.records(KAFKA, topic).stream()
                .map(record -> EventCodec.decode(topic.eventType(), record.value()))
                .toList();
    }
}
