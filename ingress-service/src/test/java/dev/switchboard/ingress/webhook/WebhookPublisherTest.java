package dev.switchboard.ingress.webhook;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WebhookPublisherTest {
    private static final int BATCH = 1_000;

    private final AtomicInteger sends = new AtomicInteger();

    @Test
    void nothingIsSentAfterASendThatFailsAtOnce() {
        // When
        var started = start(() -> failedStage(new IllegalStateException("no metadata")));

        // Then
        assertThat(sends).hasValue(1);
        assertThat(started).isEqualTo(1);
    }

    @Test
    void sendsContinueAfterAcknowledgedAndPendingOnes() {
        assertThat(start(() -> completedStage(null))).isEqualTo(BATCH);
        assertThat(start(CompletableFuture::new)).isEqualTo(BATCH);
    }

    private int start(Supplier<CompletionStage<Void>> send) {
        Supplier<CompletionStage<Void>> counted =
                () -> {
                    sends.incrementAndGet();
                    return send.get();
                };
        return WebhookPublisher.startInOrder(Collections.nCopies(BATCH, counted)).size();
    }
}
