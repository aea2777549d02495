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

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void nothingIsSentBehindWhatKafkaRefusesAtOnce() {
        // When
        var begun = begin(() -> failedStage(new IllegalStateException("no metadata")));

        // Then
        assertThat(asked).hasValue(1);
        assertThat(begun).isEqualTo(1);
    }

    @Test
    void whatIsAcknowledgedOrUnderWayIsFollowedByTheRest() {
        assertThat(begin(() -> completedStage(null))).isEqualTo(BATCH);
        assertThat(begin(CompletableFuture::new)).isEqualTo(BATCH);
    }

    private int begin(Supplier<CompletionStage<Void>> send) {
        Supplier<CompletionStage<Void>> counted =
                () -> {
                    asked.incrementAndGet();
                    return send.get();
                };
        return WebhookPublisher.begun(Collections.nCopies(BATCH, counted)).size();
    }
}
