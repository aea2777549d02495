package dev.switchboard.operator.stats;

import dev.switchboard.operator.health.Remembered;
import dev.switchboard.transcript.reading.ConversationPages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A few figures for people; the metrics have the rest. */
@Path("/stats")
@Tag(name = "Service")
@RunOnVirtualThread
public class StatsResource {
    /** The buffer recognises repeats in its Kafka Streams store. */
    private static final Stats.Deduplication ROCKSDB = new Stats.Deduplication("rocksdb");

    /** Counting reads an index from end to end. */
    private static final Duration COUNTED_EVERY = Duration.ofSeconds(5);

    private final OpenBursts bursts;
    private final Remembered<Stats.Conversations> conversations;
    private final String environment;

    StatsResource(
            OpenBursts bursts,
            ConversationPages conversations,
            InstantSource clock,
            @ConfigProperty(name = "switchboard.environment") String environment) {
        this.bursts = bursts;
        this.conversations = new Remembered<>(() -> counted(conversations), COUNTED_EVERY, clock);
        this.environment = environment;
    }

    @GET
    @SecurityRequirements
    @Operation(summary = "Open bursts, and conversations by who has the line")
    public Stats stats() {
        return new Stats(
                new Stats.Buffer(bursts.count()), ROCKSDB, environment, conversations.value());
    }

    private static Stats.Conversations counted(ConversationPages conversations) {
        var operator = conversations.heldByOperators();
        return new Stats.Conversations(conversations.count() - operator, operator);
    }
}
