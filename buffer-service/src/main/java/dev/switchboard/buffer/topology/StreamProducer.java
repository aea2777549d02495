package dev.switchboard.buffer.topology;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.NumberRules;
import dev.switchboard.chassis.setting.LiveSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

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
    KafkaPartitionEnds ends(
            BufferSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        return new KafkaPartitionEnds(bootstrapServers, settings.applicationId());
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
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        var topology =
                BufferTopology.of(
                        new NumberRules(live::value), meter, clock, settings.tick(), ends);
        var configuration =
                new StreamConfiguration(
                        bootstrapServers,
                        settings.applicationId(),
                        settings.instance(),
                        settings.stateDir(),
                        settings.threads());
        var stream = new BufferStream(topology, configuration);
        stream.measure(registry);
        return stream;
    }

    void begin(@Observes StartupEvent started, BufferStream stream) {
        stream.start();
    }

    void end(@Observes ShutdownEvent stopping, BufferStream stream) {
        stream.close();
    }
}
