package dev.switchboard.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.RecordedSpans;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class ObservabilityTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject EventPublisher publisher;

    @Inject Tracer tracer;

    @Inject RecordedSpans spans;

    @TestHTTPResource("/q/")
    URI management;

    @Test
    void theReplysTraceEndsInTheSend() {
        // Given
        var span = tracer.spanBuilder("webhook").startSpan();

        // When
        try (var _ = span.makeCurrent()) {
            publish("traced");
        } finally {
            span.end();
        }

        // Then
        var trace = span.getSpanContext().getTraceId();
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(spans.namesIn(trace))
                                .contains("webhook", "replies process", "send"));
    }

    @Test
    void sendsAreCountedByProviderAndOutcome() {
        // When
        publish("counted");

        // Then
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(get("metrics").body())
                                .contains("switchboard_sends_total{")
                                .contains("outcome=\"accepted\"")
                                .contains("switchboard_send_latency_seconds_count")
                                .contains("switchboard_lanes_in_flight"));
    }

    @Test
    void itIsReadyWhileKafkaAndPostgresAnswer() {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(get("health/ready").statusCode()).isEqualTo(200));
    }

    private void publish(String text) {
        var reply = DeliveryScene.onTwilio().fromAi(text);
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(management.resolve(path)).build(),
                    BodyHandlers.ofString());
        }
    }
}
