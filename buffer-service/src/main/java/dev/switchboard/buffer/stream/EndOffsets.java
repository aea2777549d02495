package dev.switchboard.buffer.stream;

import java.util.concurrent.CompletionStage;

/**
 * Offsets of the partitions of {@code inbound}, as Kafka reports them. A request may fail; nothing
 * blocks on one. Safe for use by several threads.
 */
interface EndOffsets {

    /** Current end offset: that of the next record to be written. */
    CompletionStage<Long> endOffset(int partition);

    /** Offset at which reading resumes: behind all records whose effects are committed. */
    CompletionStage<Long> startOffset(int partition);
}
