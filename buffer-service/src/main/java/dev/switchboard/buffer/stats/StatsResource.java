package dev.switchboard.buffer.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.buffer.burst.BurstMeter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Serves the figures of this instance alone. */
@Path("/stats")
@Produces(MediaType.APPLICATION_JSON)
public class StatsResource {
    private final BurstMeter meter;
    private final String environment;

    StatsResource(
            BurstMeter meter,
            @ConfigProperty(name = "switchboard.environment") String environment) {
        this.meter = meter;
        this.environment = environment;
    }

    @GET
    public Stats stats() {
        return new Stats(
                new BufferFigures(meter.open()), new Deduplication("rocksdb"), environment);
    }

    /** The whole answer. */
    public record Stats(BufferFigures buffer, Deduplication deduplication, String environment) {}

    /** How many bursts wait to be complete. */
    public record BufferFigures(@JsonProperty("active_buffers") int activeBuffers) {}

    /** Where repeats are looked up. */
    public record Deduplication(@JsonProperty("cache_type") String cacheType) {}
}
