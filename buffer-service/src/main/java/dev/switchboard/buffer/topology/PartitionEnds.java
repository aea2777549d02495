package dev.switchboard.buffer.topology;

import java.util.concurrent.CompletionStage;

/**
 * What Kafka says about the partitions of {@code inbound}. An answer may fail; nobody waits for
 * one. Safe for use by several threads.
 */
interface PartitionEnds {

    /** Where the partition ends now: the offset that its next record will have. */
    CompletionStage<Long> end(int partition);

    /** Where reading goes on: behind all records whose effects are stored. */
    CompletionStage<Long> start(int partition);
}
