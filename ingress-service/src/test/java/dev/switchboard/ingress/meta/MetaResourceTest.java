package dev.switchboard.ingress.meta;

import static dev.switchboard.ingress.testing.Webhooks.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.Payloads;
import dev.switchboard.testing.Signatures;
import dev.switchboard.testing.TopicReader;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ConfiguredChannels.class)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
class MetaResourceTest {
    private static final int CONCURRENT_WEBHOOKS = 200;

    @TestHTTPResource String url;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Webhooks webhooks;

    @BeforeEach
    void findService() {
        webhooks = new Webhooks(url);
    }

    @Test
    void everyMessageAndStatusOfABatchIsInKafkaBeforeTheResponse() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka);
                var statuses = TopicReader.fromNow(Topics.PROVIDER_STATUSES, kafka)) {
            // When
            var response = webhooks.meta(Payloads.bytes("meta/batch.json"));

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"status\":\"received\"}");
            var messages = inbound.await(4, _ -> true);
            assertThat(messages)
                    .extracting(MessageReceived::providerMessageId)
                    .containsExactlyInAnyOrder("wamid.b1", "wamid.b2", "wamid.b3", "wamid.b4");
            assertThat(messages.stream().map(message -> message.conversation().id()).distinct())
                    .hasSize(3);
            assertThat(statuses.await(3, _ -> true))
                    .extracting(ProviderStatusReceived::providerMessageId)
                    .containsExactlyInAnyOrder("wamid.bs1", "wamid.bs2", "wamid.bs3");
        }
    }

    @Test
    void messagesOfOneCustomerInABatchKeepTheirOrder() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // When
            webhooks.meta(Payloads.bytes("meta/batch.json"));

            // Then
            var messages = inbound.await(4, _ -> true);
            var first =
                    messages.stream()
                            .filter(message -> message.providerMessageId().equals("wamid.b1"))
                            .findFirst()
                            .orElseThrow();
            assertThat(messages)
                    .filteredOn(message -> message.conversation().equals(first.conversation()))
                    .extracting(MessageReceived::providerMessageId)
                    .containsExactly("wamid.b1", "wamid.b3");
        }
    }

    @Test
    void concurrentWebhooksAreAllAccepted() throws InterruptedException {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka);
                var phones = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            var calls =
                    phones.invokeAll(
                            IntStream.range(0, CONCURRENT_WEBHOOKS)
                                    .<Callable<Integer>>mapToObj(
                                            n -> () -> webhooks.meta(text(n)).statusCode())
                                    .toList());

            // Then
            assertThat(calls).allSatisfy(call -> assertThat(call.get()).isEqualTo(200));
            assertThat(inbound.await(CONCURRENT_WEBHOOKS, _ -> true))
                    .extracting(MessageReceived::providerMessageId)
                    .doesNotHaveDuplicates()
                    .hasSize(CONCURRENT_WEBHOOKS);
        }
    }

    private static byte[] text(int number) {
        return Payloads.text("meta/text.json")
                .replaceFirst("wamid\\.\\w+", "wamid.parallel" + number)
                .getBytes(UTF_8);
    }

    @Test
    void challengeIsAnsweredForTheRightTokenOnly() {
        // Given
        var path = "/webhook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

        // When
        var right = webhooks.call("GET", path + ConfiguredChannels.VERIFY_TOKEN);
        var wrong = webhooks.call("GET", path + "guessed");

        // Then
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.body()).isEqualTo("1158201444");
        assertThat(wrong.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors-only", "group-message", "missing-arrays"})
    void batchWithoutMessagesIsAcceptedAndNotPublished(String payload) {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka);
                var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var body = new String(Payloads.bytes("meta/" + payload + ".json"), UTF_8);

            // When
            var response = webhooks.meta(body.getBytes(UTF_8));

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(log.await(1, webhook -> webhook.body().equals(body)))
                    .allSatisfy(webhook -> assertThat(webhook.verdict()).isEqualTo("accepted"));
            assertThat(inbound.matching(_ -> true)).isEmpty();
        }
    }

    @Test
    void messageOfThePairedPhoneIsPublishedAsTheBusinesss() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // Given
            var body = Payloads.bytes("meta/message-echo.json");

            // When
            var response = webhooks.meta(body);

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(inbound.await(1, _ -> true))
                    .allSatisfy(message -> assertThat(message.byBusiness()).isTrue());
        }
    }

    @Test
    void unsignedOrWronglySignedIsForbidden() {
        // Given
        var body = Payloads.bytes("meta/text.json");
        var zeros = "sha256=" + "0".repeat(64);

        // Then
        assertThat(webhooks.post("/webhook", body, JSON).statusCode()).isEqualTo(403);
        assertThat(webhooks.post("/webhook", body, JSON, "X-Hub-Signature-256", zeros).statusCode())
                .isEqualTo(403);
    }

    @Test
    void escapedAndUnescapedTextIsSignedAsReceived() {
        // Given
        var payload = Payloads.text("meta/text.json");
        var plain = payload.replace("\\u00e1", "á").getBytes(UTF_8);
        var escaped = payload.replace("á", "\\u00e1").getBytes(UTF_8);
        var signature = Signatures.meta(ConfiguredChannels.APP_SECRET, plain);

        // Then
        assertThat(webhooks.meta(plain).statusCode()).isEqualTo(200);
        assertThat(webhooks.meta(escaped).statusCode()).isEqualTo(200);
        assertThat(
                        webhooks.post("/webhook", escaped, JSON, "X-Hub-Signature-256", signature)
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void maximumTextIsOneCompleteMessage() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // Given
            var text = "é".repeat(65_536);
            var body = Payloads.text("meta/text.json").replaceFirst("Ol[^\"]*", text);

            // When
            var response = webhooks.meta(body.getBytes(UTF_8));

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(inbound.await(1, _ -> true).getFirst().content())
                    .isEqualTo(new Content.Text(text));
        }
    }

    @Test
    void invalidBatchIsRefusedWithAReason() {
        for (var payload : List.of("cut-off", "array")) {
            var response = webhooks.meta(Payloads.bytes("meta/malformed-" + payload + ".json"));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).startsWith("{\"error\":");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-id", "no-sender", "no-phone-number-id"})
    void malformedItemIsLoggedAndNotRetried(String payload) {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka);
                var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var body = Payloads.bytes("meta/malformed-" + payload + ".json");

            // When
            var response = webhooks.meta(body);

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            var logged = log.await(1, webhook -> webhook.body().equals(new String(body, UTF_8)));
            assertThat(logged.getFirst().error()).get().asString().startsWith("malformed: entry");
            assertThat(inbound.matching(_ -> true)).isEmpty();
            assertThat(webhooks.call("GET", "/q/metrics").body())
                    .containsPattern(
                            "switchboard_webhook_items_malformed_total\\{route=\"meta\"} [1-9]");
        }
    }

    @Test
    void validItemsOfAMalformedBatchArePublished() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka);
                var statuses = TopicReader.fromNow(Topics.PROVIDER_STATUSES, kafka)) {
            // When
            var response = webhooks.meta(Payloads.bytes("meta/batch-spoilt.json"));

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(inbound.await(4, _ -> true)).hasSize(4);
            assertThat(statuses.await(2, _ -> true)).hasSize(2);
        }
    }

    @Test
    void logEntryOfManyMalformedItemsIsShort() {
        try (var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var change = "{\"field\":\"messages\",\"value\":{\"messages\":[" + nulls(5_000) + "]}}";
            var body = "{\"entry\":[{\"changes\":[" + change + "]}]}";

            // When
            var response = webhooks.meta(body.getBytes(UTF_8));

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(log.await(1, webhook -> webhook.body().equals(body)).getFirst().error())
                    .get()
                    .asString()
                    .contains("more")
                    .hasSizeLessThan(3_000);
        }
    }

    private static String nulls(int number) {
        return String.join(",", Collections.nCopies(number, "null"));
    }

    @Test
    void otherTypesMethodsAndSizesAreRefused() {
        assertThat(webhooks.post("/webhook", new byte[] {1}, Webhooks.FORM).statusCode())
                .isEqualTo(415);
        assertThat(webhooks.call("DELETE", "/webhook").headers().firstValue("Allow"))
                .hasValue("GET, POST");
        assertThat(webhooks.post("/webhook", new byte[4_000_000], JSON).statusCode())
                .isEqualTo(413);
    }

    @Test
    void webhookLogHasTheBodyAndNoSecret() {
        try (var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // When
            webhooks.meta(Payloads.bytes("meta/forwarded.json"));

            // Then
            var logged = log.await(1, webhook -> webhook.body().contains("look")).getFirst();
            assertThat(logged.route()).isEqualTo("meta");
            assertThat(logged.verdict()).isEqualTo("accepted");
            assertThat(logged.body())
                    .isEqualTo(new String(Payloads.bytes("meta/forwarded.json"), UTF_8));
            assertThat(logged.headers().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("signature"));
            assertThat(logged.took()).isPositive();
        }
    }

    @Test
    void webhooksAreCountedByRouteAndOutcome() {
        // Given
        webhooks.meta(Payloads.bytes("meta/text.json"));

        // When
        var metrics = webhooks.call("GET", "/q/metrics").body();

        // Then
        assertThat(metrics)
                .contains("switchboard_webhooks_total{outcome=\"accepted\",route=\"meta\"}")
                .contains("switchboard_webhook_handling_seconds_count{route=\"meta\"}");
    }
}
