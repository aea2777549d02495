package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.channels.webhook.WebhookRequest;
import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.ingress.testing.KafkaAway;
import dev.switchboard.ingress.testing.Requests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhook log without Kafka: each entry blocks the writer until the timeout of the metadata. */
@QuarkusTest
@TestProfile(KafkaAway.class)
class WebhookLogWithoutKafkaTest {
    private static final int BLOCKING_ENTRIES = 500;
    private static final int LARGE = 3_000_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Inject EventPublisher events;
    @Inject WebhookSettings settings;

    private WebhookLog log;

    @BeforeEach
    void startLog() {
        log = new WebhookLog(events, settings, registry);
    }

    @AfterEach
    void stopLog() {
        log.stop();
    }

    @Test
    void refusedBodyIsFreedBeyondItsLoggedPart() {
        // Given
        blockWriter();

        // When
        var body = addRefused(LARGE);

        // Then
        await().atMost(Duration.ofSeconds(4))
                .until(() -> {
                    System.gc();
                    return body.refersTo(null);
                });
        assertThat(bytesWaiting()).isLessThan(BLOCKING_ENTRIES * 2_000 + 18_000);
    }

    @Test
    void bytesOfTheHeadAreCountedToo() {
        // Given
        blockWriter();
        var before = bytesWaiting();

        // When
        add(new byte[0], "User-Agent", "x".repeat(20_000));

        // Then
        assertThat(bytesWaiting()).isGreaterThan(before + 10_000);
    }

    @Test
    void entriesLostAtTheStopAreCounted() {
        // Given
        blockWriter();

        // When
        log.stop();

        // Then
        assertThat(registry.counter("switchboard.webhook.log.dropped").count())
                .isEqualTo(BLOCKING_ENTRIES);
    }

    private void blockWriter() {
        for (var n = 0; n < BLOCKING_ENTRIES; n++) {
            add(new byte[0]);
        }
    }

    private void add(byte[] body, String... headers) {
        add(Requests.post(Requests.ROUTE, "/webhook", Optional.empty(), body, headers));
    }

    private void add(WebhookRequest webhook) {
        log.add(webhook, false, WebhookOutcome.BAD_SIGNATURE, "", Duration.ZERO);
    }

    private WeakReference<byte[]> addRefused(int length) {
        var bytes = new byte[length];
        add(
                new WebhookRequest(
                        Requests.ROUTE,
                        "POST",
                        "/webhook",
                        Optional.empty(),
                        MultiMap.caseInsensitiveMultiMap(),
                        Buffer.buffer(Unpooled.wrappedBuffer(bytes)),
                        Requests.NOW));
        return new WeakReference<>(bytes);
    }

    private double bytesWaiting() {
        return registry.get("switchboard.webhook.log.bytes").gauge().value();
    }
}
