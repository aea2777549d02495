package dev.switchboard.ingress.meta;

import static dev.switchboard.ingress.testing.Webhooks.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Payloads;
import dev.switchboard.ingress.testing.Signatures;
import dev.switchboard.ingress.testing.TopicView;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.topic.Topics;
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
    private static final int AT_ONCE = 200;

    @TestHTTPResource String url;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Webhooks webhooks;

    @BeforeEach
    void findService() {
        webhooks = new Webhooks(url);
    }

    @Test
    void everyMessageAndStatusOfABatchIsInKafkaWhenMetaIsAnswered() {
        try (var inbound = new TopicView<>(Topics.INBOUND, kafka);
                var statuses = new TopicView<>(Topics.PROVIDER_STATUSES, kafka)) {
            // When
            var answer = webhooks.meta(Payloads.bytes("meta/batch.json"));

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"received\"}");
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
        try (var inbound = new TopicView<>(Topics.INBOUND, kafka)) {
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
    void webhooksThatComeAtOnceAreAllTaken() throws InterruptedException {
        try (var inbound = new TopicView<>(Topics.INBOUND, kafka);
                var phones = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            var calls =
                    phones.invokeAll(
                            IntStream.range(0, AT_ONCE)
                                    .<Callable<Integer>>mapToObj(
                                            n -> () -> webhooks.meta(text(n)).statusCode())
                                    .toList());

            // Then
            assertThat(calls).allSatisfy(call -> assertThat(call.get()).isEqualTo(200));
            assertThat(inbound.await(AT_ONCE, _ -> true))
                    .extracting(MessageReceived::providerMessageId)
                    .doesNotHaveDuplicates()
                    .hasSize(AT_ONCE);
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
        var asked = "/webhook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

        // When
        var right = webhooks.call("GET", asked + ConfiguredChannels.VERIFY_TOKEN);
        var wrong = webhooks.call("GET", asked + "guessed");

        // Then
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.body()).isEqualTo("1158201444");
        assertThat(wrong.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors-only", "group-message", "missing-arrays"})
    void whatHoldsNoCustomersMessageIsTakenAndNotPublished(String payload) {
        try (var inbound = new TopicView<>(Topics.INBOUND, kafka);
                var log = new TopicView<>(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var body = new String(Payloads.bytes("meta/" + payload + ".json"), UTF_8);

            // When
            var answer = webhooks.meta(body.getBytes(UTF_8));

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(log.await(1, webhook -> webhook.body().equals(body)))
                    .allSatisfy(webhook -> assertThat(webhook.verdict()).isEqualTo("accepted"));
            assertThat(inbound.matching(_ -> true)).isEmpty();
        }
    }

    @Test
    void whatThePairedPhoneSaysIsPublishedAsTheBusinesss() {
        try (var inbound = new TopicView<>(Topics.INBOUND, kafka)) {
            // Given
            var body = Payloads.bytes("meta/message-echo.json");

            // When
            var answer = webhooks.meta(body);

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
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
    void sameWordsEscapedAndNotAreSignedEachAsTheyCame() {
        // Given
        var asKept = Payloads.text("meta/text.json");
        var plain = asKept.replace("\\u00e1", "á").getBytes(UTF_8);
        var escaped = asKept.replace("á", "\\u00e1").getBytes(UTF_8);
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
    void longestTextIsOneMessageWithAllItsWords() {
        try (var inbound = new TopicView<>(Topics.INBOUND, kafka)) {
            // Given
            var words = "é".repeat(65_536);
            var body = Payloads.text("meta/text.json").replaceFirst("Ol[^\"]*", words);

            // When
            var answer = webhooks.meta(body.getBytes(UTF_8));

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(inbound.await(1, _ -> true).getFirst().content())
                    .isEqualTo(new Content.Text(words));
        }
    }

    @Test
    void whatIsNoBatchIsRefusedWithAReason() {
        for (var payload : List.of("cut-off", "array")) {
            var answer = webhooks.meta(Payloads.bytes("meta/malformed-" + payload + ".json"));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error\":");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-id", "no-sender", "no-phone-number-id"})
    void itemThatCannotBeReadIsKeptInTheLogAndNotAskedForAgain(String payload) {
        try (var inbound = new TopicView<>(Topics.INBOUND, kafka);
                var log = new TopicView<>(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var body = Payloads.bytes("meta/malformed-" + payload + ".json");

            // When
            var answer = webhooks.meta(body);

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
            var logged = log.await(1, webhook -> webhook.body().equals(new String(body, UTF_8)));
            assertThat(logged.getFirst().error()).get().asString().startsWith("malformed: entry");
            assertThat(inbound.matching(_ -> true)).isEmpty();
            assertThat(webhooks.call("GET", "/q/metrics").body())
                    .containsPattern(
                            "switchboard_webhook_items_malformed_total\\{route=\"meta\"} [1-9]");
        }
    }

    @Test
    void whatCanBeReadOfASpoiltBatchIsPublished() {
        try (var inbound = new TopicView<>(Topics.INBOUND, kafka);
                var statuses = new TopicView<>(Topics.PROVIDER_STATUSES, kafka)) {
            // When
            var answer = webhooks.meta(Payloads.bytes("meta/batch-spoilt.json"));

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(inbound.await(4, _ -> true)).hasSize(4);
            assertThat(statuses.await(2, _ -> true)).hasSize(2);
        }
    }

    @Test
    void whatTheLogSaysOfManySpoiltItemsIsShort() {
        try (var log = new TopicView<>(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var change = "{\"field\":\"messages\",\"value\":{\"messages\":[" + nulls(5_000) + "]}}";
            var body = "{\"entry\":[{\"changes\":[" + change + "]}]}";

            // When
            var answer = webhooks.meta(body.getBytes(UTF_8));

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
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
    void webhookLogHoldsWhatCameAndNoSecret() {
        try (var log = new TopicView<>(Topics.WEBHOOK_LOG, kafka)) {
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
    void webhooksAreCountedByRouteAndVerdict() {
        // Given
        webhooks.meta(Payloads.bytes("meta/text.json"));

        // When
        var metrics = webhooks.call("GET", "/q/metrics").body();

        // Then
        assertThat(metrics)
                .contains("switchboard_webhooks_total{route=\"meta\",verdict=\"accepted\"}")
                .contains("switchboard_webhook_handling_seconds_count{route=\"meta\"}");
    }
}
