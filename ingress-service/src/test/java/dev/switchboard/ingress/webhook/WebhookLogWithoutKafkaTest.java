package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.topic.EventPublisher;
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

/** Each entry keeps the writer busy for as long as a send may wait for Kafka's metadata. */
@QuarkusTest
@TestProfile(KafkaAway.class)
class WebhookLogWithoutKafkaTest {
    private static final int SECONDS_OF_WORK = 500;
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
    void refusedBodyThatWaitsIsNotHeldBeyondWhatIsKept() {
        // Given
        addSecondsOfWork();

        // When
        var body = addRefused(LARGE);

        // Then
        await().atMost(Duration.ofSeconds(4))
                .until(() -> {
                    System.gc();
                    return body.refersTo(null);
                });
        assertThat(bytesWaiting()).isLessThan(SECONDS_OF_WORK * 2_000 + 18_000);
    }

    @Test
    void whatTheHeadHoldsIsCountedToo() {
        // Given
        addSecondsOfWork();
        var before = bytesWaiting();

        // When
        add(new byte[0], "User-Agent", "x".repeat(20_000));

        // Then
        assertThat(bytesWaiting()).isGreaterThan(before + 10_000);
    }

    @Test
    void whatCannotBeWrittenAtTheStopIsCounted() {
        // Given
        addSecondsOfWork();

        // When
        log.stop();

        // Then
        assertThat(registry.counter("switchboard.webhook.log.dropped").count())
                .isEqualTo(SECONDS_OF_WORK);
    }

    private void addSecondsOfWork() {
        for (var n = 0; n < SECONDS_OF_WORK; n++) {
            add(new byte[0]);
        }
    }

    private void add(byte[] body, String... headers) {
        add(Requests.post(Route.META, "/webhook", Optional.empty(), body, headers));
    }

    private void add(WebhookRequest webhook) {
        log.add(webhook, false, Verdict.BAD_SIGNATURE, Optional.empty(), Duration.ZERO);
    }

    private WeakReference<byte[]> addRefused(int length) {
        var bytes = new byte[length];
        add(
                new WebhookRequest(
                        Route.META,
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
