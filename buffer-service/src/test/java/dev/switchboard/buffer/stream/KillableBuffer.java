package dev.switchboard.buffer.stream;

import static org.awaitility.Awaitility.await;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.BurstRulesByNumber;
import dev.switchboard.localstack.process.JavaCommand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Buffer stream in a process of its own, which dies without cleanup: killed from outside, or in the
 * middle of a commit. It closes no burst by time, and its stores flush to their files early.
 */
final class KillableBuffer implements AutoCloseable {
    private static final String STATE_DIR = "state-dir";
    private static final String COMMIT_INTERVAL = "commit-interval";
    private static final String DIES_IN_COMMIT = "dies-in-commit";
    private static final String DEATH_DELAY = "dies-after";
    private static final String READY = "ready";

    private final Process process;
    private final Path stateDir;

    private KillableBuffer(Process process, Path stateDir) {
        this.process = process;
        this.stateDir = stateDir;
    }

    /** Commits at a long interval, so that the killed process has an open transaction. */
    static KillableBuffer committingEvery(Duration interval, Path stateDir) throws IOException {
        return start(stateDir, Map.of(COMMIT_INTERVAL, Long.toString(interval.toMillis())));
    }

    /**
     * Dies with a commit's outcome unknown.
     *
     * @param commit number of the commit, from 1
     * @param delay time from the start of that commit to the death
     */
    static KillableBuffer dyingInCommit(int commit, Duration delay, Path stateDir)
            throws IOException {
        return start(
                stateDir,
                Map.of(
                        COMMIT_INTERVAL,
                        "50",
                        DIES_IN_COMMIT,
                        Integer.toString(commit),
                        DEATH_DELAY,
                        Long.toString(delay.toNanos())));
    }

    private static KillableBuffer start(Path stateDir, Map<String, String> options)
            throws IOException {
        Files.createDirectories(stateDir);
        Files.deleteIfExists(stateDir.resolve(READY));
        var arguments = new ArrayList<>(List.of(STATE_DIR + "=" + stateDir));
        options.forEach((name, value) -> arguments.add(name + "=" + value));
        arguments.add("kafka=" + KafkaBuffer.KAFKA);
        var process =
                new ProcessBuilder(
                                JavaCommand.ofMain(
                                        KillableBuffer.class.getName(),
                                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                                        arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(new File("target/doomed-buffer.log"))
                        .start();
        return new KillableBuffer(process, stateDir);
    }

    /** Returns when it is running or dead. */
    KillableBuffer awaitRunning() {
        await().atMost(KafkaBuffer.TIMEOUT.multipliedBy(2))
                .until(() -> Files.exists(stateDir.resolve(READY)) || isDead());
        return this;
    }

    /** Number of files that the store of seen messages has flushed. */
    long seenStoreFiles() {
        try (var files = Files.walk(stateDir)) {
            return files.filter(file -> file.toString().contains("/seen/"))
                    .filter(file -> file.toString().endsWith(".sst"))
                    .count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // A file came or went meanwhile.
        }
    }

    boolean isDead() {
        return !process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await().atMost(KafkaBuffer.TIMEOUT).until(this::isDead);
    }

    /** Arguments: {@code name=value}. */
    public static void main(String[] arguments) throws IOException {
        var options = new HashMap<String, String>();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            options.put(parts[0], parts[1]);
        }
        var stateDir = Path.of(options.getOrDefault(STATE_DIR, ""));
        var kafka = options.getOrDefault("kafka", "");
        var streams =
                new KafkaStreams(
                        BufferTopology.of(
                                new BurstRulesByNumber(KillableBuffer::longBursts),
                                new BurstMeter(new SimpleMeterRegistry()),
                                InstantSource.system(),
                                KafkaBuffer.TIMING,
                                new KafkaEndOffsets(
                                        Map.of("bootstrap.servers", kafka), KafkaBuffer.NAME),
                                new WakeTimes(InstantSource.system())),
                        new StreamsConfig(configuration(kafka, stateDir, options)),
                        new DyingInCommit(options));
        streams.start();
        await().atMost(KafkaBuffer.TIMEOUT).until(() -> streams.state() == State.RUNNING);
        Files.createFile(stateDir.resolve(READY));
        LockSupport.park();
    }

    private static Optional<String> longBursts(String setting) {
        return switch (setting) {
            case BurstRulesByNumber.QUIET_PERIOD, BurstRulesByNumber.MAX_WAIT ->
                    Optional.of("PT1H");
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> configuration(
            String kafka, Path stateDir, Map<String, String> options) {
        var own =
                new StreamConfiguration(
                        Map.of("bootstrap.servers", kafka),
                        KafkaBuffer.NAME,
                        KafkaBuffer.NAME + "-1",
                        stateDir,
                        1);
        var configuration = new HashMap<String, Object>();
        own.properties().forEach((name, value) -> configuration.put(name.toString(), value));
        var interval = Integer.valueOf(options.getOrDefault(COMMIT_INTERVAL, "50"));
        configuration.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, interval);
        // Streams rejects an interval that is longer than this.
        configuration.merge(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                interval,
                (current, needed) -> Math.max((int) current, (int) needed));
        configuration.put(
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallWriteBuffers.class);
        return configuration;
    }

    /** RocksDB settings by which stores flush to their files after some hundred records. */
    public static final class SmallWriteBuffers implements RocksDBConfigSetter {
        private final RocksDBConfigSetter defaults = new RocksDbMemory();

        @Override
        public void setConfig(String store, Options options, Map<String, Object> configs) {
            defaults.setConfig(store, options, configs);
            options.setWriteBufferSize(64 << 10);
        }

        @Override
        public void close(String store, Options options) {
            defaults.close(store, options);
        }
    }

    private static final class DyingInCommit extends DefaultKafkaClientSupplier {
        private final int fatalCommit;
        private final long delayNanos;
        private final AtomicInteger commits = new AtomicInteger();

        private DyingInCommit(Map<String, String> options) {
            fatalCommit = Integer.parseInt(options.getOrDefault(DIES_IN_COMMIT, "0"));
            delayNanos = Long.parseLong(options.getOrDefault(DEATH_DELAY, "0"));
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> configuration) {
            return new KafkaProducer<>(
                    configuration, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void commitTransaction() {
                    if (commits.incrementAndGet() == fatalCommit) {
                        Thread.ofPlatform().start(DyingInCommit.this::die);
                    }
                    super.commitTransaction();
                }
            };
        }

        private void die() {
            LockSupport.parkNanos(delayNanos);
            Runtime.getRuntime().halt(137);
        }
    }
}
