package dev.switchboard.ingress.twilio;

import static dev.switchboard.ingress.testing.ConfiguredChannels.PUBLIC_URL;
import static dev.switchboard.ingress.testing.ConfiguredChannels.TOKEN;
import static dev.switchboard.ingress.testing.Webhooks.FORM;
import static dev.switchboard.ingress.testing.Webhooks.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.identity.PartId;
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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ConfiguredChannels.class)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
class TwilioResourceTest {
    private static final String PART = "7b0d2f64-3c7e-5d11-8a21-0f1e2d3c4b5a.2";
    private static final String SIGNATURE = "X-Twilio-Signature";

    @TestHTTPResource String url;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Webhooks webhooks;

    @BeforeEach
    void findService() {
        webhooks = new Webhooks(url);
    }

    @Test
    void signedMessageIsInKafkaBeforeTheResponse() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // When
            var response = webhooks.twilio(Payloads.text("twilio/text.form"));

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/xml");
            assertThat(response.body())
                    .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");
            var message = inbound.await(1, _ -> true).getFirst();
            assertThat(message.content()).isEqualTo(new Content.Text("Hola 👋 & adiós"));
            assertThat(message.conversation().customer().value()).isEqualTo("+15550001111");
        }
    }

    @Test
    void recordIsKeyedByConversationAndHasIdAndTraceHeaders() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // When
            webhooks.twilio(Payloads.text("twilio/reply.form"));

            // Then
            var message = inbound.await(1, _ -> true).getFirst();
            var record = inbound.records().getFirst();
            assertThat(record.key()).isEqualTo(message.conversation().id().toString());
            assertThat(record.headers().lastHeader("event-id").value())
                    .asString()
                    .isEqualTo(message.id().toString());
            assertThat(record.headers().lastHeader("traceparent")).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/whatsapp/,https://public.example/hooks/whatsapp",
        "/api/whatsapp/webhook,https://public.example/api/whatsapp/webhook",
        "/api/whatsapp/webhook/,https://public.example/api/whatsapp/webhook/",
        "/api/whatsapp/webhook/,https://public.example:443/api/whatsapp/webhook/"
    })
    void otherAddressesOfTheWebhookAreAcceptedToo(String path, String signedUrl) {
        // When
        var response = webhooks.twilio(path, signedUrl, Payloads.text("twilio/text.form"));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
    }

    /** Queries that re-encoding would change: query and form are used as received. */
    @ParameterizedTest
    @ValueSource(strings = {"", "?src=o'brien%20%26%20sons", "?a=1+2&b=%C3%A9&c=~!*()"})
    void addressAndFormAreVerifiedAsReceived(String query) {
        // Given
        var form =
                Payloads.text("twilio/text.form")
                        + "&name=William+O'hara&plus=1%2B1%3D2&and=a%26b&Emoji=%F0%9F%91%8B";
        var signature = Signatures.twilio(TOKEN, PUBLIC_URL + query, Payloads.fields(form));
        var type = FORM + "; charset=UTF-8";

        // When
        var response =
                webhooks.post(
                        "/whatsapp" + query, form.getBytes(UTF_8), type, SIGNATURE, signature);

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void jsonIsAcceptedLikeAForm() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // Given
            var body = Payloads.bytes("twilio/text.json");
            var query = "?bodySHA256=" + Signatures.sha256(body);
            var signature = Signatures.twilio(TOKEN, PUBLIC_URL + query, Map.of());

            // When
            var response = webhooks.post("/whatsapp" + query, body, JSON, SIGNATURE, signature);

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            var message = inbound.await(1, _ -> true).getFirst();
            assertThat(message.content()).isEqualTo(new Content.Text("As JSON"));
        }
    }

    @Test
    void previousTokenIsAcceptedDuringARotation() {
        // Given
        var form = Payloads.text("twilio/text.form");
        var signature =
                Signatures.twilio(ConfiguredChannels.OLD_TOKEN, PUBLIC_URL, Payloads.fields(form));

        // When
        var response = webhooks.post("/whatsapp", form.getBytes(UTF_8), FORM, SIGNATURE, signature);

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/whatsapp/status", "/whatsapp", "/api/whatsapp/webhook/status"})
    void statusIsPublishedFromEveryAddress(String path) {
        try (var statuses = TopicReader.fromNow(Topics.PROVIDER_STATUSES, kafka);
                var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // Given
            var query = "?part=" + PART;
            var signed = path.endsWith("/status") ? PUBLIC_URL + "/status" : PUBLIC_URL;

            // When
            var response =
                    webhooks.twilio(
                            path + query,
                            signed + query,
                            Payloads.text("twilio/status-delivered.form"));

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            var status = statuses.await(1, _ -> true).getFirst();
            assertThat(status.status()).isEqualTo(DeliveryStatus.DELIVERED);
            assertThat(status.part()).hasValue(PartId.of(PART));
            assertThat(statuses.records().getFirst().key()).isEqualTo(status.providerMessageId());
            assertThat(inbound.matching(_ -> true)).isEmpty();
        }
    }

    @Test
    void ourOwnMessageIsAcceptedButNotPublished() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka);
                var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // When
            var response = webhooks.twilio(Payloads.text("twilio/own-message.form"));

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(log.await(1, webhook -> webhook.body().contains("We+sent+this")).getFirst())
                    .satisfies(webhook ->
                            assertThat(webhook.error()).hasValue("ignored: our own message"));
            assertThat(inbound.matching(_ -> true)).isEmpty();
        }
    }

    @Test
    void messageOfAnotherChannelIsLoggedAndNotPublished() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka);
                var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // When
            var response =
                    webhooks.twilio(
                            "MessageSid=SM1&From=messenger%3A123456789&To=whatsapp%3A%2B14155238886"
                                    + "&Body=From+Messenger");

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).endsWith("<Response/>");
            assertThat(log.await(1, webhook -> webhook.body().contains("From+Messenger")))
                    .first()
                    .satisfies(webhook ->
                            assertThat(webhook.error())
                                    .hasValue("ignored: a message of another channel: messenger"));
            assertThat(inbound.matching(_ -> true)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From=friend",
                "From=messenger%3A1&To=messenger%3A2",
                "From=messenger%3A1&MessageSid=SM1"
            })
    void requestThatIsNoMessageIsRefused(String body) {
        assertThat(webhooks.twilio(body).statusCode()).isEqualTo(400);
    }

    @Test
    void everySpellingOfANumberIsOneConversation() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // When
            for (var from : List.of("%2B5215512345678", "%2B525512345678")) {
                webhooks.twilio(
                        "MessageSid=SM"
                                + from.substring(3)
                                + "&Body=Hola&To=whatsapp%3A%2B14155238886&From=whatsapp%3A"
                                + from);
            }

            // Then
            var messages = inbound.await(2, _ -> true);
            assertThat(messages)
                    .extracting(message -> message.conversation().address().value())
                    .containsExactlyInAnyOrder("+5215512345678", "+525512345678");
            assertThat(messages)
                    .extracting(message -> message.conversation().id())
                    .containsOnly(messages.getFirst().conversation().id());
        }
    }

    @Test
    void unsignedOrWronglySignedIsForbiddenAndNotPublished() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka);
                var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var body = Payloads.text("twilio/text.form").getBytes(UTF_8);
            var onHost = Signatures.twilio(TOKEN, url + "whatsapp", Map.of());

            // When
            var unsigned = webhooks.post("/whatsapp", body, FORM);
            var wrong = webhooks.post("/whatsapp", body, FORM, SIGNATURE, onHost);

            // Then
            assertThat(unsigned.statusCode()).isEqualTo(403);
            assertThat(wrong.statusCode()).isEqualTo(403);
            var logged = log.await(2, webhook -> webhook.verdict().equals("bad-signature"));
            assertThat(logged)
                    .allSatisfy(webhook -> assertThat(webhook.httpStatus()).isEqualTo(403));
            assertThat(logged.toString()).doesNotContain(onHost);
            assertThat(inbound.matching(_ -> true)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "malformed-no-message-sid,MessageSid",
        "malformed-no-from,From",
        "malformed-no-to,To"
    })
    void missingFieldIsNamed(String payload, String field) {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // When
            var response = webhooks.twilio(Payloads.text("twilio/" + payload + ".form"));

            // Then
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).isEqualTo("{\"error\":\"" + field + " is missing\"}");
            assertThat(inbound.matching(_ -> true)).isEmpty();
        }
    }

    @Test
    void formThatIsNotUrlEncodedIsRefusedByItsField() {
        // When
        var response =
                webhooks.post(
                        "/whatsapp",
                        Payloads.bytes("twilio/malformed-percent.form"),
                        FORM,
                        SIGNATURE,
                        "any");

        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Body is not URL-encoded");
    }

    @Test
    void otherTypesMethodsAndSizesAreRefused() {
        assertThat(webhooks.post("/whatsapp", new byte[] {1}, "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(webhooks.call("PUT", "/whatsapp").statusCode()).isEqualTo(405);
        assertThat(webhooks.call("GET", "/whatsapp").headers().firstValue("Allow"))
                .hasValue("POST");
        assertThat(webhooks.post("/whatsapp", new byte[4_000_000], FORM).statusCode())
                .isEqualTo(413);
        assertThat(webhooks.call("GET", "/api/whatsapp/webhook/").statusCode()).isEqualTo(200);
        assertThat(webhooks.call("GET", "/api/whatsapp/webhook").statusCode()).isEqualTo(200);
    }
}
