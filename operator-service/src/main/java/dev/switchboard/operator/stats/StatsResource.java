package dev.switchboard.operator.stats;

import dev.switchboard.operator.health.CachedCheck;
import dev.switchboard.transcript.read.ConversationPages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Serves a few figures for people; the metrics have the rest. */
@Path("/stats")
@Tag(name = "Service")
@RunOnVirtualThread
public class StatsResource {
    /** The buffer recognises duplicates by its Kafka Streams store. */
    private static final Stats.Deduplication ROCKSDB = new Stats.Deduplication("rocksdb");

    /** Counting reads an index from end to end. */
    private static final Duration COUNT_VALIDITY = Duration.ofSeconds(5);

    private final OpenBurstCount bursts;
    private final CachedCheck<Stats.Conversations> conversations;
    private final String environment;

    StatsResource(
            OpenBurstCount bursts,
            ConversationPages conversations,
            InstantSource clock,
            @ConfigProperty(name = "switchboard.environment") String environment) {
        this.bursts = bursts;
        this.conversations = new CachedCheck<>(() -> count(conversations), COUNT_VALIDITY, clock);
        this.environment = environment;
    }

    @GET
    @SecurityRequirements
    @Operation(summary = "Open bursts, and conversations by owner")
    public Stats stats() {
        return new Stats(
                new Stats.Buffer(bursts.count()), ROCKSDB, environment, conversations.value());
    }

    private static Stats.Conversations count(ConversationPages conversations) {
        var operator = conversations.ownedByOperators();
        return new Stats.Conversations(conversations.count() - operator, operator);
    }
}
