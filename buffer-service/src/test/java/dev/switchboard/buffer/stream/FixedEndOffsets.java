package dev.switchboard.buffer.stream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Partition ends set by the test; at first, nothing is unread. */
final class FixedEndOffsets implements EndOffsets {
    private long endOffset;
    private boolean isDown;
    private int requests;

    /** Sets the number of records ever written. */
    void written(long records) {
        endOffset = records;
    }

    void goesDown() {
        isDown = true;
    }

    void comesBack() {
        isDown = false;
    }

    int requests() {
        return requests;
    }

    @Override
    public CompletionStage<Long> endOffset(int partition) {
        requests++;
        return isDown
                ? CompletableFuture.failedStage(new IllegalStateException("Kafka is down"))
                : CompletableFuture.completedStage(endOffset);
    }

    @Override
    public CompletionStage<Long> startOffset(int partition) {
        return CompletableFuture.completedStage(0L);
    }
}
