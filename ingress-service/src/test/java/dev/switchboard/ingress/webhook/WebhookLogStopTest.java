package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.WebhookLogged;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Requests;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConfiguredChannels.class)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
class WebhookLogStopTest {
    private static final int WAITING_ENTRIES = 1_000;
    private static final String FIRST = "/first";
    private static final String BEFORE_STOP = "/before-the-stop";
    private static final String WAITING_AT_STOP = "/waited-at-the-stop";

    @Inject EventPublisher events;
    @Inject WebhookSettings settings;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void firstEntryWaitsForTheTopicsMetadata() {
        try (var written = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var registry = new SimpleMeterRegistry();
            var log = new WebhookLog(events, settings, registry);

            // When
            add(log, FIRST);

            // Then
            written.await(1, entry -> isAt(FIRST, entry));
            log.stop();
            assertThat(registry.counter("switchboard.webhook.log.dropped").count()).isZero();
        }
    }

    @Test
    void waitingEntriesAreWrittenAtTheStop() {
        try (var written = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var registry = new SimpleMeterRegistry();
            var log = new WebhookLog(events, settings, registry);
            add(log, BEFORE_STOP);
            written.await(1, entry -> isAt(BEFORE_STOP, entry));
            for (var n = 0; n < WAITING_ENTRIES; n++) {
                add(log, WAITING_AT_STOP);
            }

            // When
            log.stop();

            // Then
            assertThat(written.await(WAITING_ENTRIES, entry -> isAt(WAITING_AT_STOP, entry)))
                    .hasSize(WAITING_ENTRIES);
            assertThat(registry.counter("switchboard.webhook.log.dropped").count()).isZero();
        }
    }

    private static void add(WebhookLog log, String path) {
        var webhook = Requests.post(Requests.ROUTE, path, Optional.empty(), new byte[0]);
        log.add(webhook, true, WebhookOutcome.MALFORMED, "", Duration.ZERO);
    }

    private static boolean isAt(String path, WebhookLogged entry) {
        return entry.path().equals(Optional.of(path));
    }
}
