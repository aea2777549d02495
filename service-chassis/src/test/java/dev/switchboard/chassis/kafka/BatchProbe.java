package dev.switchboard.chassis.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumer of batches, none of which is acknowledged until the test says so. */
@ApplicationScoped
public class BatchProbe {
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    @Incoming("batch-probe")
    CompletionStage<Void> consume(Message<List<byte[]>> batch) {
        sizes.add(batch.getPayload().size());
        return done.thenCompose(_ -> batch.ack());
    }

    /** Returns the number of records of each batch. */
    List<Integer> sizes() {
        return List.copyOf(sizes);
    }

    void finish() {
        done.complete(null);
    }
}
