package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.ingress.testing.NarrowReading;
import dev.switchboard.ingress.testing.Upload;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.testing.LogLines;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NarrowReading.class)
class UploadsTest {
    private static final int NEARLY_MAX_BYTES = NarrowReading.MAX_BYTES - 100;
    private static final int LARGE = 20_000;
    private static final int USUAL = 500;

    @TestHTTPResource String url;

    @Inject MeterRegistry metrics;

    @BeforeEach
    void awaitNothingInFlight() {
        Upload.complete(url, USUAL);
        await().until(() -> bytesInFlight() == 0);
    }

    @Test
    void bodyBeyondTheBudgetIsRefusedUntilOthersAreRead() {
        // Given
        var refusedBefore = counted(WebhookOutcome.NOT_PUBLISHED);
        try (var _ = unfinished()) {
            // When
            var large = Upload.complete(url, LARGE);

            // Then
            assertThat(large).isEqualTo(503);
            await().until(() -> counted(WebhookOutcome.NOT_PUBLISHED) == refusedBefore + 1);
        }
        await().until(() -> Upload.complete(url, LARGE) == 403);
    }

    @Test
    void webhookInOnePieceIsReadWhateverIsInFlight() {
        // Given
        try (var _ = unfinished()) {
            // When
            var usual = Upload.complete(url, USUAL);

            // Then
            assertThat(usual).isEqualTo(403);
        }
    }

    @Test
    void slowUploadIsCutOffAndReleasesItsBytes() {
        // Given
        var cutOffBefore = counted(WebhookOutcome.CUT_OFF);
        try (var upload = unfinished()) {
            // When
            var closedSilently = upload.isClosedSilently();

            // Then
            assertThat(closedSilently).isTrue();
            await().until(() -> counted(WebhookOutcome.CUT_OFF) == cutOffBefore + 1);
            assertThat(bytesInFlight()).isZero();
        }
    }

    @Test
    void brokenOffUploadIsCountedAndNotLoggedAsAnError() {
        // Given
        var cutOffBefore = counted(WebhookOutcome.CUT_OFF);
        try (var errors = new LogLines("dev.switchboard", Level.SEVERE)) {
            // When
            unfinished().close();

            // Then
            await().until(() -> counted(WebhookOutcome.CUT_OFF) == cutOffBefore + 1);
            assertThat(bytesInFlight()).isZero();
            assertThat(errors.lines()).isEmpty();
        }
    }

    @Test
    void refusedUploadReservesNoBytes() {
        // When
        var tooLarge = Upload.begin(url, 4_000_000, 0);
        var overBudget = Upload.begin(url, 3_000_000, 3_000_000);

        // Then
        try (tooLarge;
                overBudget) {
            assertThat(tooLarge.status()).isEqualTo(413);
            assertThat(overBudget.status()).isEqualTo(503);
            assertThat(bytesInFlight()).isZero();
        }
    }

    /** Includes HTTP/2 upgrades, which change a connection's handler. */
    @Test
    void closedConnectionsMakeRoomForOthers() {
        for (var n = 0; n < 2 * NarrowReading.MAX_CONNECTIONS; n++) {
            try (var http = HttpClient.newHttpClient()) {
                assertThat(new Webhooks(url, http).call("GET", "/q/health/live").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private Upload unfinished() {
        var upload = Upload.begin(url, NEARLY_MAX_BYTES + 1, NEARLY_MAX_BYTES);
        await().until(() -> bytesInFlight() >= NEARLY_MAX_BYTES);
        return upload;
    }

    private double bytesInFlight() {
        return metrics.get("switchboard.webhook.body.bytes.in.flight").gauge().value();
    }

    private double counted(WebhookOutcome outcome) {
        return metrics.get("switchboard.webhooks")
                .tags("route", "meta", "outcome", outcome.label())
                .counter()
                .count();
    }
}
