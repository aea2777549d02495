package dev.switchboard.buffer.stream;

import static java.util.stream.Collectors.toSet;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.BurstRulesByNumber;
import dev.switchboard.buffer.burst.OpenBursts;
import dev.switchboard.buffer.dedupe.SeenMessages;
import dev.switchboard.chassis.config.LiveSettings;
import dev.switchboard.chassis.kafka.InternalTopics;
import dev.switchboard.chassis.kafka.KafkaConnection;
import dev.switchboard.common.topic.Replication;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;

/** Creates the stream from the settings, starts and closes it with the service. */
@Singleton
public class StreamLifecycle {

    @Produces
    @Singleton
    BurstMeter meter(MeterRegistry registry) {
        return new BurstMeter(registry);
    }

    @Produces
    @Singleton
    KafkaEndOffsets ends(BufferSettings settings, KafkaConnection kafka) {
        return new KafkaEndOffsets(kafka.with(Map.of()), settings.applicationId());
    }

    void close(@Disposes KafkaEndOffsets ends) {
        ends.close();
    }

    @Produces
    @Singleton
    BufferStream stream(
            BufferSettings settings,
            LiveSettings live,
            BurstMeter meter,
            MeterRegistry registry,
            InstantSource clock,
            KafkaEndOffsets ends,
            KafkaConnection kafka,
            Replication replication) {
        var wakeTimes = new WakeTimes(clock);
        var topology =
                BufferTopology.of(
                        new BurstRulesByNumber(live::value),
                        meter,
                        clock,
                        new BufferTiming(settings.tickInterval(), settings.dedupeRetention()),
                        ends,
                        wakeTimes);
        var configuration =
                new StreamConfiguration(
                        kafka.with(internalTopics(replication)),
                        settings.applicationId(),
                        settings.instance(),
                        settings.stateDir(),
                        settings.threads());
        var stream = new BufferStream(topology, configuration, wakeTimes);
        stream.measure(registry);
        return stream;
    }

    /**
     * Settings for the changelogs, which Streams creates itself: replicated like our own topics.
     */
    static Map<String, Object> internalTopics(Replication replication) {
        return Map.of(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                (int) replication.factor(),
                StreamsConfig.topicPrefix(Replication.MIN_INSYNC_CONFIG),
                replication.minInsync());
    }

    /** Produces the names that Streams gives to the stores' changelogs. */
    @Produces
    @Singleton
    InternalTopics changelogs(BufferSettings settings) {
        return new InternalTopics(
                Stream.of(SeenMessages.STORE, OpenBursts.STORE)
                        .map(store -> settings.applicationId() + "-" + store + "-changelog")
                        .collect(toSet()));
    }

    void start(@Observes StartupEvent started, BufferStream stream) {
        stream.start();
    }

    void stop(@Observes ShutdownEvent stopping, BufferStream stream) {
        stream.close();
    }
}
