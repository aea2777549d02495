package dev.switchboard.buffer.topology;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.NumberRules;
import dev.switchboard.chassis.setting.LiveSettings;
import dev.switchboard.chassis.topic.KafkaConnection;
import dev.switchboard.model.topic.Replication;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** Puts the stream together from the settings and ties its life to the service's. */
@Singleton
public class StreamProducer {

    @Produces
    @Singleton
    BurstMeter meter(MeterRegistry registry) {
        return new BurstMeter(registry);
    }

    @Produces
    @Singleton
    KafkaPartitionEnds ends(BufferSettings settings, KafkaConnection kafka) {
        return new KafkaPartitionEnds(kafka.with(Map.of()), settings.applicationId());
    }

    void close(@Disposes KafkaPartitionEnds ends) {
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
            KafkaPartitionEnds ends,
            KafkaConnection kafka,
            Replication replication) {
        var topology =
                BufferTopology.of(
                        new NumberRules(live::value),
                        meter,
                        clock,
                        new Timing(settings.tick(), settings.dedupeRetention()),
                        ends);
        var configuration =
                new StreamConfiguration(
                        kafka.with(internalTopics(replication)),
                        settings.applicationId(),
                        settings.instance(),
                        settings.stateDir(),
                        settings.threads());
        var stream = new BufferStream(topology, configuration);
        stream.measure(registry);
        return stream;
    }

    /** Streams creates its changelogs itself, as safe as the topics of the product. */
    static Map<String, Object> internalTopics(Replication replication) {
        return Map.of(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                (int) replication.factor(),
                StreamsConfig.topicPrefix(Replication.MIN_INSYNC_CONFIG),
                replication.minInsync());
    }

    void begin(@Observes StartupEvent started, BufferStream stream) {
        stream.start();
    }

    void end(@Observes ShutdownEvent stopping, BufferStream stream) {
        stream.close();
    }
}
