package dev.switchboard.operator.stats;

import dev.switchboard.transcript.reading.ConversationPages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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

    private final OpenBursts bursts;
    private final ConversationPages conversations;
    private final String environment;

    StatsResource(
            OpenBursts bursts,
            ConversationPages conversations,
            @ConfigProperty(name = "switchboard.environment") String environment) {
        this.bursts = bursts;
        this.conversations = conversations;
        this.environment = environment;
    }

    @GET
    @SecurityRequirements
    @Operation(summary = "Open bursts, and conversations by who has the line")
    public Stats stats() {
        var held = conversations.heldByOperators();
        return new Stats(
                new Stats.Buffer(bursts.count()),
                ROCKSDB,
                environment,
                new Stats.Conversations(conversations.count() - held, held));
    }
}
