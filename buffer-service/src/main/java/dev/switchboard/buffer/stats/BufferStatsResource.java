package dev.switchboard.buffer.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.buffer.burst.BurstMeter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Serves the figures of this instance only. */
@Path("/stats")
@Produces(MediaType.APPLICATION_JSON)
public class BufferStatsResource {
    private final BurstMeter meter;
    private final String environment;

    BufferStatsResource(
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

    /** Response body. */
    public record Stats(BufferFigures buffer, Deduplication deduplication, String environment) {}

    /** Number of open bursts. */
    public record BufferFigures(@JsonProperty("active_buffers") int activeBuffers) {}

    /** Kind of store in which duplicates are looked up. */
    public record Deduplication(@JsonProperty("cache_type") String cacheType) {}
}
