package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Exposed;
import dev.switchboard.ingress.testing.RawConnection;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.testing.Signatures;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Unsigned webhooks of maximum size; prints the maximum time for which each blocked the only event
 * loop. Variants: one name repeated, many names, one endless value, escapes, with a length or in
 * chunks, JSON with its hash, Meta's batches without, with a malformed and with a wrong signature.
 */
@QuarkusTest
@TestProfile(Exposed.class)
class HeavyWebhooksTest {
    private static final String SIGNATURE = "X-Twilio-Signature";
    private static final String WELL_FORMED = "e5JMDjSXgsM3mJNnACBWIfoA8YE=";
    private static final int MAX_TWILIO_BYTES = 640 * 1024;
    private static final int MAX_META_BYTES = 3 * 1024 * 1024;

    @TestHTTPResource String url;

    @Inject Vertx vertx;

    private Webhooks webhooks;

    @BeforeEach
    void warmUp() {
        webhooks = new Webhooks(url);
        for (var n = 0; n < 200; n++) {
            twilio("Body=warm&To=1".getBytes(UTF_8));
            webhooks.post("/webhook", "{}".getBytes(UTF_8), Webhooks.JSON);
        }
    }

    @Test
    void endlessRepeatedNameIsRefusedUnread() {
        // Given
        var form = "a=xxxxx&".repeat(389_000).getBytes(UTF_8);

        // When
        var withLength = measured("389,000 pairs, with a length", () -> twilio(form));
        var inChunks = measured("389,000 pairs, in chunks", () -> twilioInChunks(form));

        // Then
        assertThat(withLength).isEqualTo(413);
        assertThat(inChunks).isEqualTo(413);
    }

    @Test
    void formOfMaximumSizeIsRefusedByItsNumberOfPairs() {
        // Given
        var repeated = "a=xxxxx&".repeat(MAX_TWILIO_BYTES / 8).getBytes(UTF_8);
        var names =
                IntStream.range(0, 50_000)
                        .mapToObj(n -> "f" + n + "=")
                        .collect(Collectors.joining("&"));

        // Then
        assertThat(measured("640 KB under one name", () -> twilio(repeated))).isEqualTo(400);
        assertThat(measured("50,000 names", () -> twilio(names.getBytes(UTF_8)))).isEqualTo(400);
    }

    @Test
    void largeValueIsVerifiedOffTheEventLoop() {
        // Given
        var plain = ("Body=" + "x".repeat(MAX_TWILIO_BYTES - 5)).getBytes(UTF_8);
        var escaped = ("Body=" + "%E0%A4%85".repeat((MAX_TWILIO_BYTES - 5) / 9)).getBytes(UTF_8);

        // Then
        assertThat(measured("one value of 640 KB", () -> twilio(plain))).isEqualTo(403);
        assertThat(measured("one escaped value of 640 KB", () -> twilio(escaped))).isEqualTo(403);
    }

    @Test
    void jsonIsNotReadIfItsAddressIsNotSigned() {
        // Given
        var json = ("{\"Body\":\"" + "x".repeat(600_000) + "\"}").getBytes(UTF_8);
        var path = "/whatsapp?bodySHA256=" + Signatures.sha256(json);

        // Then
        assertThat(measured("JSON of 600 KB", () -> twilio(path, json, Webhooks.JSON)))
                .isEqualTo(403);
    }

    @Test
    void metaBatchOfMaximumSizeIsVerifiedOffTheEventLoop() {
        // Given
        var batch = new byte[MAX_META_BYTES];

        // Then
        assertThat(measured("Meta's 3 MB, not signed", () -> meta(batch))).isEqualTo(403);
        assertThat(
                        measured(
                                "Meta's 3 MB, malformed signature",
                                () -> meta(batch, "sha256=" + "g".repeat(64))))
                .isEqualTo(403);
        assertThat(
                        measured(
                                "Meta's 3 MB, wrong signature",
                                () -> meta(batch, "sha256=" + "a".repeat(64))))
                .isEqualTo(403);
    }

    @Test
    void maximumTextOfACustomerIsAccepted() {
        // Given
        var body = "अ".repeat(65_536);
        var form =
                "MessageSid=SM1&From=whatsapp%3A%2B15550001111&Body=" + "%E0%A4%85".repeat(65_536);
        var fields = Map.of("MessageSid", "SM1", "From", "whatsapp:+15550001111", "Body", body);
        var signature =
                Signatures.twilio(ConfiguredChannels.TOKEN, ConfiguredChannels.PUBLIC_URL, fields);

        // When
        var response =
                webhooks.post(
                        "/whatsapp", form.getBytes(UTF_8), Webhooks.FORM, SIGNATURE, signature);

        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).as("genuine, without its number").contains("To is missing");
    }

    @Test
    void senderThatExpectsContinueGetsItOrARefusal() {
        try (var accepted = RawConnection.to(url);
                var tooLarge = RawConnection.to(url)) {
            // When
            accepted.write(expectingContinue(10));
            tooLarge.write(expectingContinue(4_000_000));

            // Then
            assertThat(accepted.readTo("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            accepted.write("0123456789");
            assertThat(accepted.readTo("\r\n\r\n")).startsWith("HTTP/1.1 403 ");
            assertThat(tooLarge.readTo("\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        }
    }

    private static String expectingContinue(int length) {
        return """
        POST /webhook HTTP/1.1\r
        Host: ingress\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Expect: 100-continue\r
        \r
        """
                .formatted(length);
    }

    private int twilio(byte[] form) {
        return twilio("/whatsapp", form, Webhooks.FORM);
    }

    private int twilio(String path, byte[] body, String type) {
        return webhooks.post(path, body, type, SIGNATURE, WELL_FORMED).statusCode();
    }

    private int twilioInChunks(byte[] form) {
        var request =
                HttpRequest.newBuilder(URI.create(url).resolve("/whatsapp"))
                        .header("Content-Type", Webhooks.FORM)
                        .header(SIGNATURE, WELL_FORMED)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int meta(byte[] batch) {
        return webhooks.post("/webhook", batch, Webhooks.JSON).statusCode();
    }

    private int meta(byte[] batch, String signature) {
        return webhooks.post("/webhook", batch, Webhooks.JSON, "X-Hub-Signature-256", signature)
                .statusCode();
    }

    private interface Sending {
        int status();
    }

    /** Prints the maximum time for which the event loop was blocked, measured by a 1 ms timer. */
    private int measured(String name, Sending sending) {
        var maxGap = new AtomicLong();
        var lastTick = new AtomicLong(System.nanoTime());
        var ticks = new AtomicLong();
        var timer =
                vertx.setPeriodic(
                        1,
                        _ -> {
                            var now = System.nanoTime();
                            maxGap.accumulateAndGet(now - lastTick.getAndSet(now), Math::max);
                            ticks.incrementAndGet();
                        });
        await().until(() -> ticks.get() > 3);
        maxGap.set(0);
        var status = sending.status();
        var after = ticks.get();
        await().until(() -> ticks.get() > after + 3);
        vertx.cancelTimer(timer);
        System.out.printf(
                "%-34s %d, event loop blocked for %.1f ms at most%n",
                name, status, maxGap.get() / 1e6);
        return status;
    }
}
