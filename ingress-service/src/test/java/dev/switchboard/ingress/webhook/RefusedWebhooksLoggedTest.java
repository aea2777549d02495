package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.channels.webhook.WebhookRequest;
import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.WebhookLogged;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Requests;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Log entries caused by unverified requests. Variants: a name, a value, a path, a query, many
 * headers, one header's many values, bodies that JSON or UTF-8 enlarge, requests by GET.
 */
@QuarkusTest
@TestProfile(ConfiguredChannels.class)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
class RefusedWebhooksLoggedTest {
    private static final int MAX_ENTRY_BYTES = 17 * 1024;
    private static final int HOSTILE_REQUESTS = 10_000;
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @TestHTTPResource String url;

    @Inject EventPublisher events;
    @Inject WebhookSettings settings;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @ParameterizedTest
    @ValueSource(ints = {600_000, 3_000_000})
    void endlessFieldNameLeavesASmallEntryAndASmallResponse(int length) {
        try (var written = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var name = "n".repeat(length);
            var form = (name + "=%zz").getBytes(UTF_8);

            // When
            var response =
                    new Webhooks(url)
                            .post("/whatsapp", form, Webhooks.FORM, "X-Twilio-Signature", "any");

            // Then
            assertThat(response.statusCode()).isIn(400, 413);
            assertThat(response.body()).hasSizeLessThan(300);
            written.await(1, it -> it.httpStatus() == response.statusCode());
            assertThat(written.records()).allSatisfy(RefusedWebhooksLoggedTest::isSmall);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\"", "\\", "é", "\uFFFD", "€", "😀", "\n"})
    void textEnlargedByEncodingLeavesASmallEntryToo(String character) {
        try (var written = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var log = new WebhookLog(events, settings, new SimpleMeterRegistry());
            var body = character.repeat(50_000).getBytes(UTF_8);
            var path = "/" + URLEncoder.encode(character, UTF_8).repeat(4_000);

            // When
            addRefused(log, path, body);
            addRefused(log, "/cut", cutInsideCharacters(body));
            log.stop();

            // Then
            written.await(2, it -> !it.genuine());
            assertThat(written.records()).allSatisfy(RefusedWebhooksLoggedTest::isSmall);
        }
    }

    private static byte[] cutInsideCharacters(byte[] body) {
        var broken = new byte[body.length];
        for (var i = 0; i < broken.length; i++) {
            broken[i] = (byte) (body[i] | 0x80);
        }
        return broken;
    }

    private static void isSmall(ConsumerRecord<String, byte[]> written) {
        assertThat(written.value().length).isLessThanOrEqualTo(MAX_ENTRY_BYTES);
    }

    @Test
    void hostileRequestsLeaveABoundedNumberOfRecordsAndBytes() {
        try (var written = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var registry = new SimpleMeterRegistry();
            var log = new WebhookLog(events, settings, registry);
            var startedAt = System.nanoTime();

            // When
            for (var n = 0; n < HOSTILE_REQUESTS; n++) {
                addRefused(log, "/hostile", new byte[100_000]);
            }
            var seconds = Duration.ofNanos(System.nanoTime() - startedAt).toSeconds() + 1;
            log.stop();

            // Then
            var sampledOut = registry.counter("switchboard.webhook.log.sampled.out").count();
            var kept = HOSTILE_REQUESTS - (int) sampledOut;
            written.await(kept, RefusedWebhooksLoggedTest::isHostile);
            var records = written.records().size();
            var bytes = written.records().stream().mapToLong(it -> it.value().length).sum();
            System.out.printf(
                    "%,d hostile requests left %d records, %,d bytes%n",
                    HOSTILE_REQUESTS, records, bytes);
            var max = settings.maxRefusedLoggedPerSecond() * (TEN_SECONDS.toSeconds() + seconds);
            assertThat((long) records).isBetween(1L, max);
            assertThat(bytes).isLessThanOrEqualTo(max * MAX_ENTRY_BYTES);
        }
    }

    private static boolean isHostile(WebhookLogged entry) {
        return entry.path().equals(Optional.of("/hostile"));
    }

    @Test
    void genuineWebhooksAreLoggedWhateverTheOthers() {
        try (var written = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var log = new WebhookLog(events, settings, new SimpleMeterRegistry());
            for (var n = 0; n < HOSTILE_REQUESTS; n++) {
                addRefused(log, "/hostile", new byte[0]);
            }
            var large = "genuine ".repeat(10_000);

            // When
            for (var outcome :
                    List.of(
                            WebhookOutcome.ACCEPTED,
                            WebhookOutcome.MALFORMED,
                            WebhookOutcome.NOT_PUBLISHED)) {
                log.add(request("/genuine", large.getBytes(UTF_8)), true, outcome, "", took());
            }
            log.stop();

            // Then
            assertThat(written.await(3, it -> it.path().equals(Optional.of("/genuine"))))
                    .allSatisfy(entry -> assertThat(entry.body()).isEqualTo(large));
        }
    }

    @Test
    void waitingReasonIsCountedInBytes() {
        // Given
        var registry = new SimpleMeterRegistry();
        var log = new WebhookLog(events, settings, registry);
        var bytes = registry.get("switchboard.webhook.log.bytes").gauge();

        // When
        var request = Requests.post(Requests.ROUTE, "/", none(), new byte[0]);
        log.add(request, true, WebhookOutcome.ACCEPTED, "x".repeat(3_000_000), took());

        // Then
        assertThat(bytes.value()).isLessThan(4_000);
        await().until(() -> bytes.value() == 0);
        log.stop();
    }

    private static void addRefused(WebhookLog log, String path, byte[] body) {
        log.add(request(path, body), false, WebhookOutcome.BAD_SIGNATURE, "", took());
    }

    private static WebhookRequest request(String path, byte[] body) {
        var headers = new String[400];
        for (var n = 0; n < headers.length; n += 2) {
            headers[n] = n % 4 == 0 ? "X-Many" : "X-Another-" + n;
            headers[n + 1] = "\"\\".repeat(50);
        }
        return Requests.post(
                Requests.ROUTE, path, Optional.of("a=" + "\"".repeat(490)), body, headers);
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    private static Duration took() {
        return Duration.ZERO;
    }
}
