package dev.switchboard.buffer.topology;

import static org.awaitility.Awaitility.await;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.NumberRules;
import dev.switchboard.localstack.testing.Backing;
import dev.switchboard.localstack.testing.SharedBacking;
import dev.switchboard.localstack.testing.WholeTopic;
import dev.switchboard.model.event.DeadLettered;
import dev.switchboard.model.event.Event;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.topic.Topic;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.model.wire.EventCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
 * The buffer as it runs, on a real broker, with its settings, its writers and its readers. All are
 * one application, as two would each write a turn for the same messages.
 */
final class KafkaBuffer {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    static final String KAFKA =
            SharedBacking.settings(Backing.KAFKA).get("KAFKA_BOOTSTRAP_SERVERS");

    static final String NAME = "buffer";
    static final Timing TIMING = new Timing(Duration.ofMillis(20), Duration.ofDays(2));

    private final Path stateDir;
    private final Map<String, String> settings;
    private final AtomicReference<RuntimeException> nextFailure = new AtomicReference<>();
    private volatile boolean failed;
    private volatile String cursed = "nobody";

    KafkaBuffer(Path stateDir, Map<String, String> settings) {
        this.stateDir = stateDir;
        this.settings = settings;
    }

    /** One life of the buffer's only instance. */
    record Life(BufferStream stream, BurstMeter meter, KafkaPartitionEnds ends)
            implements AutoCloseable {

        @Override
        public void close() {
            stream.close();
            ends.close();
        }
    }

    /** Returns when it runs. */
    Life start() {
        var meter = new BurstMeter(new SimpleMeterRegistry());
        var rules = new NumberRules(this::setting);
        var ends = new KafkaPartitionEnds(Map.of("bootstrap.servers", KAFKA), NAME);
        var topology = BufferTopology.of(rules, meter, this::failingClock, TIMING, ends);
        var stream =
                new BufferStream(
                        topology,
                        new StreamConfiguration(
                                Map.of("bootstrap.servers", KAFKA),
                                NAME,
                                NAME + "-1",
                                stateDir,
                                1));
        stream.start();
        await().atMost(PATIENCE).until(() -> stream.state() == State.RUNNING);
        return new Life(stream, meter, ends);
    }

    /** The next look at the clock fails, and with it the thread that looks. */
    void failOnce(RuntimeException failure) {
        nextFailure.set(failure);
    }

    /** Every message to this number fails, as by a bug. */
    void failAlwaysFor(BusinessNumber number) {
        cursed = number.phone().substring(1);
    }

    private Optional<String> setting(String name) {
        if (name.endsWith(cursed)) {
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

    /** Every committed turn of the conversation up to now. */
    static List<TurnReady> turnsOf(ConversationKey conversation) {
        return turns().stream().filter(turn -> turn.conversation().equals(conversation)).toList();
    }

    /** Every committed turn up to now. */
    static List<TurnReady> turns() {
        return all(Topics.TURNS);
    }

    /** Every committed dead letter up to now. */
    static List<DeadLettered> letters() {
        return all(Topics.DEAD_LETTERS);
    }

    private static <E extends Event> List<E> all(Topic<E> topic) {
        return WholeTopic.records(KAFKA, topic).stream()
                .map(record -> EventCodec.decode(topic.eventType(), record.value()))
                .toList();
    }
}
