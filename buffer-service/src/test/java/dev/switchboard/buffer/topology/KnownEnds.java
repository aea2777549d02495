package dev.switchboard.buffer.topology;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A Kafka whose partition ends where the test says; at first, nothing is unread. */
final class KnownEnds implements PartitionEnds {
    private long end;
    private boolean isDown;
    private int asked;

    /** So many records have ever been written. */
    void written(long records) {
        end = records;
    }

    void goesDown() {
        isDown = true;
    }

    void comesBack() {
        isDown = false;
    }

    int asked() {
        return asked;
    }

    @Override
    public CompletionStage<Long> end(int partition) {
        asked++;
        return isDown
                ? CompletableFuture.failedStage(new IllegalStateException("Kafka is down"))
                : CompletableFuture.completedStage(end);
    }

    @Override
    public CompletionStage<Long> start(int partition) {
        return CompletableFuture.completedStage(0L);
    }
}
