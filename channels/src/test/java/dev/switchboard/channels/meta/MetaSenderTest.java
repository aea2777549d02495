package dev.switchboard.channels.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.channels.send.Deadline;
import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.Outgoing;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.channels.send.ProviderHttp;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.wire.Json;
import dev.switchboard.testing.FakeServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaSenderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String ACCEPTED =
            """
            {"messaging_product":"whatsapp","contacts":[{"input":"15550001111","wa_id":"15550001111"}],\
            "messages":[{"id":"wamid.1","message_status":"accepted"}]}\
            """;

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void textIsSentAsMetaDocumentsIt() throws Exception {
        // Given
        server.respondWith(200, ACCEPTED);
        var part =
                new OutgoingPart(
                        Outgoing.ID,
                        Outgoing.conversation(Channel.META, Outgoing.PHONE),
                        "Hello",
                        List.of(),
                        Optional.of("wamid.0"));

        // When
        var result = meta().send(part, Permit.until(Deadline.in(TIMEOUT)));

        // Then
        assertThat(result).isEqualTo(new SendResult.Accepted("wamid.1"));
        var request = server.requests().getFirst();
        assertThat(request.uri()).hasPath("/v25.0/100000000000001/messages");
        assertThat(request.authorization()).contains("Bearer token");
        assertSameJson(
                request.body(),
                """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"15550001111",
                 "type":"text","text":{"body":"Hello","preview_url":false},
                 "context":{"message_id":"wamid.0"},
                 "biz_opaque_callback_data":"00000000-0000-0000-0000-000000000007.2"}\
                """);
    }

    @Test
    void addressesAreSpelledAsInTheCustomersMessage() throws Exception {
        // Given
        server.respondWith(200, ACCEPTED);
        var conversation =
                new ConversationKey(
                        Channel.META,
                        new BusinessNumber("100000000000001", "+15559990000"),
                        new CustomerAddress("+5511987654321"),
                        Optional.of(new CustomerAddress("+551187654321")));
        var part = new OutgoingPart(Outgoing.ID, conversation, "Oi", List.of(), Optional.empty());

        // When
        meta().send(part, Permit.until(Deadline.in(TIMEOUT)));

        // Then
        var body = Json.mapper().readTree(server.requests().getFirst().body());
        assertThat(body.path("to").asText()).isEqualTo("551187654321");
    }

    @Test
    void customerWithAHiddenNumberIsReachedByUserId() throws Exception {
        // Given
        server.respondWith(200, ACCEPTED);

        // When
        meta().send(
                        Outgoing.text(Channel.META, Outgoing.USER_ID, "Hello"),
                        Permit.until(Deadline.in(TIMEOUT)));

        // Then
        var body = Json.mapper().readTree(server.requests().getFirst().body());
        assertThat(body.path("recipient").asText()).isEqualTo("US.9001");
        assertThat(body.has("to")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/a.jpg?x=1,image",
        "https://example.com/a.MP4,video",
        "https://example.com/a.pdf,document",
        "https://example.com/media/77,image"
    })
    void mediaIsSentByLinkWithItsCaption(String url, String type) throws Exception {
        // Given
        server.respondWith(200, ACCEPTED);

        // When
        meta().send(Outgoing.media(Channel.META, "Look", url), Permit.until(Deadline.in(TIMEOUT)));

        // Then
        var body = Json.mapper().readTree(server.requests().getFirst().body());
        assertThat(body.path("type").asText()).isEqualTo(type);
        assertThat(body.path(type).path("link").asText()).isEqualTo(url);
        assertThat(body.path(type).path("caption").asText()).isEqualTo("Look");
        assertThat(body.has("text")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "401,190,CONFIGURATION",
        "403,299,CONFIGURATION",
        "400,131031,CONFIGURATION",
        "403,131005,CONFIGURATION",
        "400,133010,CONFIGURATION",
        "400,33,CONFIGURATION",
        "403,130497,PERMANENT",
        "400,131057,THROTTLE",
        "500,131057,THROTTLE",
        "500,130429,THROTTLE",
        "503,131056,THROTTLE_RECIPIENT",
        "400,4,THROTTLE",
        "429,130429,THROTTLE",
        "400,131048,SPAM_LIMIT",
        "400,131056,THROTTLE_RECIPIENT",
        "400,131047,WINDOW_CLOSED",
        "400,131026,PERMANENT",
        "400,135000,PERMANENT",
        "400,100,PERMANENT",
        "400,999999,PERMANENT"
    })
    void refusalHasTheClassOfItsCode(int status, String code, FailureClass expected)
            throws InterruptedException {
        // Given
        server.respondWith(status, problem(code));

        // When
        var result = send(meta(server.url(), TIMEOUT));

        // Then
        assertThat(result)
                .isEqualTo(new SendResult.Refused(new SendFailure(code, "Because", expected)));
    }

    @Test
    void missingNumberIsAConfigurationFailure() throws InterruptedException {
        // Given
        server.respondWith(
                400,
                """
                {"error":{"message":"Unsupported post request","code":100,"error_subcode":33}}\
                """);

        // When
        var result = send(meta(server.url(), TIMEOUT));

        // Then
        assertThat(result)
                .isEqualTo(
                        new SendResult.Refused(
                                new SendFailure(
                                        "100",
                                        "Unsupported post request",
                                        FailureClass.CONFIGURATION)));
    }

    @ParameterizedTest
    @CsvSource({
        "500,131000",
        "503,131016",
        "500,1",
        "503,2",
        "400,2",
        "500,100",
        "500,131026",
        "502,190",
        "500,999999"
    })
    void serverErrorLeavesTheOutcomeUnknownWithAnyOtherCodeAndIsNotRetried(int status, String code)
            throws InterruptedException {
        // Given
        server.respondWith(status, problem(code));

        // When
        var result = send(meta());

        // Then
        assertThat(result).isInstanceOf(SendResult.Unknown.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void serverErrorWithoutACodeLeavesTheOutcomeUnknown() throws InterruptedException {
        // Given
        server.respondWith(502, "<html>Bad gateway</html>");

        // When
        var result = send(meta());

        // Then
        assertThat(result).isEqualTo(new SendResult.Unknown("Meta answered 502"));
    }

    @Test
    void timeoutLeavesTheOutcomeUnknown() throws InterruptedException {
        // Given
        server.neverRespond();

        // When
        var result = send(meta(server.url(), Duration.ofSeconds(1)));

        // Then
        assertThat(result).isInstanceOf(SendResult.Unknown.class);
    }

    @Test
    void refusedConnectionIsRetryable() throws InterruptedException {
        // When
        var result = send(meta(Outgoing.nowhere(), TIMEOUT));

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        SendResult.Refused.class,
                        refused -> assertThat(refused.failure().retryable()).isTrue());
    }

    @Test
    void typingMarksTheCustomersMessageRead() throws Exception {
        // Given
        server.respondWith(200, "{\"success\":true}");

        // When
        meta().showTyping(Outgoing.conversation(Channel.META, Outgoing.PHONE), "wamid.9");

        // Then
        assertSameJson(
                server.requests().getFirst().body(),
                """
                {"messaging_product":"whatsapp","status":"read","message_id":"wamid.9",
                 "typing_indicator":{"type":"text"}}\
                """);
    }

    private static SendResult send(MetaSender meta) throws InterruptedException {
        return meta.send(
                Outgoing.text(Channel.META, Outgoing.PHONE, "Hello"),
                Permit.until(Deadline.in(TIMEOUT)));
    }

    private MetaSender meta() {
        return meta(server.url(), TIMEOUT);
    }

    private static MetaSender meta(URI baseUrl, Duration timeout) {
        var limits = Outgoing.limits(timeout);
        return new MetaSender(
                new ProviderHttp(limits),
                new Account(Optional.of("token"), baseUrl, "v25.0"),
                limits,
                Outgoing.rateLimits());
    }

    private static String problem(String code) {
        return """
        {"error":{"message":"(#%s) No","type":"OAuthException","code":%s,
         "error_data":{"messaging_product":"whatsapp","details":"Because"},"fbtrace_id":"x"}}\
        """
                .formatted(code, code);
    }

    private static void assertSameJson(String actual, String expected)
            throws JsonProcessingException {
        assertThat(Json.mapper().readTree(actual)).isEqualTo(Json.mapper().readTree(expected));
    }

    private record Account(Optional<String> accessToken, URI graphBaseUrl, String graphVersion)
            implements MetaAccountSettings {}
}
