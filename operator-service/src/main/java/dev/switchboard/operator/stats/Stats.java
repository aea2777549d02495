package dev.switchboard.operator.stats;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is going on now. */
public record Stats(
        Buffer buffer,
        Deduplication deduplication,
        @Schema(examples = "local") String environment,
        Conversations conversations) {

    /**
     * The bursts that wait for their customer to stop writing.
     *
     * @param activeBuffers null when Redis, where the buffers say it, does not answer
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Buffer(
            @JsonProperty("active_buffers") @Schema(implementation = Long.class, examples = "3")
                    OptionalLong activeBuffers) {}

    /** Where repeats of a message are recognised. */
    public record Deduplication(
            @JsonProperty("cache_type") @Schema(examples = "rocksdb") String cacheType) {}

    /** How many conversations each has. */
    @Schema(name = "ConversationCounts")
    public record Conversations(long ai, long operator) {}
}
