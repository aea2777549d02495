package dev.switchboard.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.localstack.process.BinaryCache;
import dev.switchboard.localstack.supervisor.LocalStack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Measures the time from the kill of a buffer until a message written at that moment is in a turn:
 * with hardly any ids in its store of seen messages, with many, and with many on an empty disk.
 */
final class BufferRecoveryBench {
    /** Overridden by the system property {@code switchboard.bench.ids}. */
    private static final int IDS = Integer.getInteger("switchboard.bench.ids", 5_000_000);

    private static final int ROUNDS = 3;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(20);

    /** Name and form of the changelog of the buffer's {@code SeenMessages}. */
    private static final String CHANGELOG = "buffer-seen-changelog";

    private static final long BUCKET_MILLIS = Duration.ofHours(12).toMillis();
    private static final int BUCKETS = 4;
    private static final int KEY_BYTES = 2 * Long.BYTES + Long.BYTES + Integer.BYTES;
    private static final byte[] PRESENT = {1};

    private final LocalStack stack;
    private final String kafka;

    BufferRecoveryBench(LocalStack stack) {
        this.stack = stack;
        this.kafka = "127.0.0.1:" + stack.ports().of("kafka");
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        BenchMain.print("A buffer is killed; until a message of that moment is in a turn");
        awaitTurn("before");
        report("empty store", afterKills("empty"));
        stop();
        var begin = System.nanoTime();
        fill();
        BenchMain.print(
                "  %,d ids written to the changelog in %.1f s"
                        .formatted(IDS, seconds(System.nanoTime() - begin)));
        report("%,d ids, on an empty disk".formatted(IDS), fromNothing());
        report("%,d ids, on its own disk".formatted(IDS), afterKills("full"));
        report("%,d ids, stopped and started".formatted(IDS), afterStop());
    }

    private double afterKills(String name) throws InterruptedException, ExecutionException {
        var sum = 0.0;
        for (var round = 0; round < ROUNDS; round++) {
            var begin = System.nanoTime();
            var pid = stack.program("buffer").pid().orElseThrow();
            stack.program("buffer").kill();
            awaitTurn(name + round);
            sum += seconds(System.nanoTime() - begin);
            stack.program("buffer").awaitRestart(pid, TIMEOUT);
        }
        return sum / ROUNDS;
    }

    private double fromNothing() throws IOException, InterruptedException, ExecutionException {
        BinaryCache.delete(stack.state().data("buffer"));
        return started("nothing");
    }

    private double afterStop() throws InterruptedException, ExecutionException {
        stop();
        return started("stopped");
    }

    private double started(String name) throws InterruptedException, ExecutionException {
        var begin = System.nanoTime();
        stack.program("buffer").start();
        awaitTurn(name);
        return seconds(System.nanoTime() - begin);
    }

    private void stop() {
        stack.program("buffer").stop();
    }

    /** Writes ids of two days; the newest bucket is the present one. */
    private void fill() {
        var random = new SplittableRandom(1);
        var newest = System.currentTimeMillis() / BUCKET_MILLIS;
        try (var producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka,
                                "linger.ms",
                                50,
                                "batch.size",
                                256 * 1024),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            var partitions = producer.partitionsFor(CHANGELOG).size();
            for (var number = 0; number < IDS; number++) {
                var bucket = newest - number % BUCKETS;
                var key =
                        ByteBuffer.allocate(KEY_BYTES)
                                .putLong(random.nextLong())
                                .putLong(random.nextLong())
                                .putLong(bucket * BUCKET_MILLIS)
                                .putInt(0)
                                .array();
                producer.send(new ProducerRecord<>(CHANGELOG, number % partitions, key, PRESENT));
            }
        }
    }

    private void awaitTurn(String name) throws InterruptedException, ExecutionException {
        var message = message(name);
        var key = message.conversation().id().toString();
        try (var producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", kafka),
                                new ByteArraySerializer(),
                                new ByteArraySerializer());
                var consumer = newest()) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.INBOUND.name(),
                                    key.getBytes(UTF_8),
                                    EventCodec.encode(message)))
                    .get();
            var deadline = System.nanoTime() + TIMEOUT.toNanos();
            var isThere = false;
            while (!isThere) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("no turn within " + TIMEOUT);
                }
                for (var record : consumer.poll(POLL)) {
                    isThere |= key.equals(record.key());
                }
            }
        }
    }

    /** Consumer at the end of the topic of turns. */
    private KafkaConsumer<String, byte[]> newest() {
        var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        var partitions =
                consumer.partitionsFor(Topics.TURNS.name()).stream()
                        .map(it -> new TopicPartition(it.topic(), it.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    private static MessageReceived message(String name) {
        var business = new BusinessNumber("+15550009999", "+15550009999");
        var customer =
                "+1555%07d".formatted(Math.floorMod(UUID.randomUUID().hashCode(), 10_000_000));
        return new MessageReceived(
                MessageId.ofProvider(Channel.TWILIO, name + UUID.randomUUID()),
                new ConversationKey(Channel.TWILIO, business, CustomerAddress.of(customer)),
                name,
                new Content.Text(name),
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                Instant.now(),
                "{}");
    }

    private static void report(String name, double seconds) {
        BenchMain.figure(name, "%.1f s".formatted(seconds), "-");
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
