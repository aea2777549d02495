package dev.switchboard.chassis.lane;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A channel in batches, none of which is done until it is told so. */
@ApplicationScoped
public class BatchProbe {
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    @Incoming("batch-probe")
    CompletionStage<Void> consume(Message<List<byte[]>> batch) {
        sizes.add(batch.getPayload().size());
        return done.thenCompose(_ -> batch.ack());
    }

    /** How many records each batch had. */
    List<Integer> sizes() {
        return List.copyOf(sizes);
    }

    void finish() {
        done.complete(null);
    }
}
