package dev.switchboard.buffer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.BurstRulesByNumber;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Buffer topology with a clock that the test advances. */
final class DrivenBuffer implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration DEDUPE_RETENTION = Duration.ofDays(2);
    private static final Duration LONG = Duration.ofSeconds(20);

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final BurstMeter meter = new BurstMeter(metrics);
    final Map<String, String> settings = new HashMap<>();
    final FixedEndOffsets ends = new FixedEndOffsets();
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> inbound;
    private final TestOutputTopic<String, byte[]> turns;
    private final TestOutputTopic<String, byte[]> deadLetters;
    private Instant now = NOON;

    DrivenBuffer(Path stateDir) {
        var rules = new BurstRulesByNumber(name -> Optional.ofNullable(settings.get(name)));
        var configuration =
                new StreamConfiguration(
                        Map.of("bootstrap.servers", "nowhere:1"), "buffer", "one", stateDir, 1);
        driver =
                new TopologyTestDriver(
                        BufferTopology.of(
                                rules,
                                meter,
                                () -> now,
                                new BufferTiming(TICK, DEDUPE_RETENTION),
                                ends,
                                new WakeTimes(() -> now)),
                        configuration.properties(),
                        now);
        inbound =
                driver.createInputTopic(
                        Topics.INBOUND.name(), new StringSerializer(), new ByteArraySerializer());
        turns = output(Topics.TURNS.name());
        deadLetters = output(Topics.DEAD_LETTERS.name());
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(
                topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    Instant now() {
        return now;
    }

    /** Sets the clock; the stream's punctuators are not affected. */
    void setClock(Instant time) {
        now = time;
    }

    void receives(MessageReceived... messages) {
        for (var message : messages) {
            receives(message, Optional.empty());
        }
    }

    void receives(MessageReceived message, Optional<String> traceparent) {
        var headers = new RecordHeaders();
        traceparent.ifPresent(context -> headers.add("traceparent", context.getBytes(UTF_8)));
        reads(message, headers, now);
    }

    /** Reads a record now that was written to Kafka at another time. */
    void reads(MessageReceived message, Instant writtenAt) {
        reads(message, new RecordHeaders(), writtenAt);
    }

    private void reads(MessageReceived message, Headers headers, Instant writtenAt) {
        inbound.pipeInput(
                new TestRecord<>(
                        message.conversation().id().toString(),
                        EventCodec.encode(message),
                        headers,
                        writtenAt));
    }

    void receivesBytes(String key, byte[] value) {
        inbound.pipeInput(new TestRecord<>(key, value, now));
    }

    /** Advances the time with the stream running; with one tick a second if it is long. */
    void advance(Duration time) {
        var end = now.plus(time);
        var tick = time.compareTo(LONG) > 0 ? Duration.ofSeconds(1) : TICK;
        while (now.isBefore(end)) {
            var step = Duration.between(now, end);
            stall(step.compareTo(tick) < 0 ? step : tick);
        }
    }

    /** Advances the time in one step, in which the stream does nothing. */
    void stall(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    List<TurnReady> turns() {
        return turnRecords().stream()
                .map(record -> EventCodec.decode(TurnReady.class, record.value()))
                .toList();
    }

    List<TestRecord<String, byte[]>> turnRecords() {
        return turns.readRecordsToList();
    }

    List<DeadLettered> deadLetters() {
        return deadLetters.readValuesToList().stream()
                .map(value -> EventCodec.decode(DeadLettered.class, value))
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
