package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.ingress.testing.ErrorLines;
import dev.switchboard.ingress.testing.NarrowReading;
import dev.switchboard.ingress.testing.Upload;
import dev.switchboard.ingress.testing.Webhooks;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NarrowReading.class)
class UploadsTest {
    private static final int MOST_OF_THE_ROOM = NarrowReading.BYTES - 100;
    private static final int LARGE = 20_000;
    private static final int USUAL = 500;

    @TestHTTPResource String url;

    @Inject MeterRegistry metrics;

    @BeforeEach
    void allRoomIsFree() {
        Upload.whole(url, USUAL);
        await().until(() -> bytesBeingRead() == 0);
    }

    @Test
    void moreThanMayBeReadAtOnceIsRefusedAtOnceUntilThereIsRoomAgain() {
        // Given
        var refusedBefore = counted(Verdict.NOT_PUBLISHED);
        try (var _ = unfinished()) {
            // When
            var large = Upload.whole(url, LARGE);

            // Then
            assertThat(large).isEqualTo(503);
            await().until(() -> counted(Verdict.NOT_PUBLISHED) == refusedBefore + 1);
        }
        await().until(() -> Upload.whole(url, LARGE) == 403);
    }

    @Test
    void webhookThatComesInOnePieceIsReadWhateverElseIsBeingRead() {
        // Given
        try (var _ = unfinished()) {
            // When
            var usual = Upload.whole(url, USUAL);

            // Then
            assertThat(usual).isEqualTo(403);
        }
    }

    @Test
    void uploadThatTakesTooLongIsCutOffAndGivesItsRoomBack() {
        // Given
        var cutOffBefore = counted(Verdict.CUT_OFF);
        try (var upload = unfinished()) {
            // When
            var hungUp = upload.isHungUp();

            // Then
            assertThat(hungUp).isTrue();
            await().until(() -> counted(Verdict.CUT_OFF) == cutOffBefore + 1);
            assertThat(bytesBeingRead()).isZero();
        }
    }

    @Test
    void uploadThatBreaksOffIsCountedAndNoErrorOfOurs() {
        // Given
        var cutOffBefore = counted(Verdict.CUT_OFF);
        try (var errors = new ErrorLines()) {
            // When
            unfinished().close();

            // Then
            await().until(() -> counted(Verdict.CUT_OFF) == cutOffBefore + 1);
            assertThat(bytesBeingRead()).isZero();
            assertThat(errors.lines()).isEmpty();
        }
    }

    @Test
    void refusedUploadKeepsNoRoom() {
        // When
        var tooLarge = Upload.begin(url, 4_000_000, 0);
        var noRoom = Upload.begin(url, 3_000_000, 3_000_000);

        // Then
        try (tooLarge;
                noRoom) {
            assertThat(tooLarge.status()).isEqualTo(413);
            assertThat(noRoom.status()).isEqualTo(503);
            assertThat(bytesBeingRead()).isZero();
        }
    }

    /** HTTP/2 upgrades included, which change a connection's handler. */
    @Test
    void connectionsThatAreClosedMakeRoomForOthers() {
        for (var n = 0; n < 2 * NarrowReading.CONNECTIONS; n++) {
            try (var http = HttpClient.newHttpClient()) {
                assertThat(new Webhooks(url, http).call("GET", "/q/health/live").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private Upload unfinished() {
        var upload = Upload.begin(url, MOST_OF_THE_ROOM + 1, MOST_OF_THE_ROOM);
        await().until(() -> bytesBeingRead() >= MOST_OF_THE_ROOM);
        return upload;
    }

    private double bytesBeingRead() {
        return metrics.get("switchboard.webhook.reading.bytes").gauge().value();
    }

    private double counted(Verdict verdict) {
        return metrics.get("switchboard.webhooks")
                .tags("route", Route.META.label(), "verdict", verdict.label())
                .counter()
                .count();
    }
}
