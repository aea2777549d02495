package dev.switchboard.operator.stats;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Current figures. */
public record Stats(
        Buffer buffer,
        Deduplication deduplication,
        @Schema(examples = "local") String environment,
        Conversations conversations) {

    /**
     * Open bursts.
     *
     * @param activeBuffers null while Redis, which has the number, does not answer
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Buffer(
            @JsonProperty("active_buffers") @Schema(implementation = Long.class, examples = "3")
                    OptionalLong activeBuffers) {}

    /** Store by which duplicates are recognised. */
    public record Deduplication(
            @JsonProperty("cache_type") @Schema(examples = "rocksdb") String cacheType) {}

    /** Number of conversations by owner. */
    @Schema(name = "ConversationCounts")
    public record Conversations(long ai, long operator) {}
}
