package dev.switchboard.buffer.stream;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.BurstRulesByNumber;
import dev.switchboard.buffer.burst.OpenBursts;
import dev.switchboard.buffer.dedupe.SeenMessages;
import dev.switchboard.common.topic.Topics;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/** Topology of the buffer: {@code inbound} in, {@code turns} and {@code dead-letters} out. */
final class BufferTopology {
    private static final String MERGE = "merge";

    private BufferTopology() {}

    static Topology of(
            BurstRulesByNumber rules,
            BurstMeter meter,
            InstantSource clock,
            BufferTiming timing,
            EndOffsets ends,
            WakeTimes wakeTimes) {
        var key = new StringSerializer();
        var value = new ByteArraySerializer();
        var resources = new TaskResources(new PoisonRecords(), new CommitPace(), wakeTimes);
        return new Topology()
                .addSource(
                        Topics.INBOUND.name(),
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.INBOUND.name())
                .addProcessor(
                        MERGE,
                        () -> new MergeProcessor(rules, meter, clock, timing, ends, resources),
                        Topics.INBOUND.name())
                .addStateStore(SeenMessages.storeBuilder(timing.dedupeRetention()), MERGE)
                .addStateStore(OpenBursts.storeBuilder(), MERGE)
                .addSink(MergeProcessor.TURNS, Topics.TURNS.name(), key, value, MERGE)
                .addSink(
                        MergeProcessor.DEAD_LETTERS, Topics.DEAD_LETTERS.name(), key, value, MERGE);
    }
}
