package dev.switchboard.channels.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channels.send.Deadline;
import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.Outgoing;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.channels.send.ProviderHttp;
import dev.switchboard.channels.send.SendEvidence;
import dev.switchboard.channels.send.SendEvidence.Candidate;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.testing.FakeServer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioSenderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String SID = "AC00000000000000000000000000000000";
    private static final String CREATED =
            """
            {"sid":"SM00000000000000000000000000000001","status":"queued","direction":"outbound-api",\
            "error_code":null,"date_created":"Tue, 06 Oct 2026 08:00:00 +0000"}\
            """;

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void textIsSentAsTwilioDocumentsIt() throws InterruptedException {
        // Given
        server.respondWith(201, CREATED);

        // When
        var result = send(twilio(), Outgoing.PHONE, "Hola \uD83D\uDC4B & adiós");

        // Then
        assertThat(result).isEqualTo(new SendResult.Accepted("SM00000000000000000000000000000001"));
        var request = server.requests().getFirst();
        assertThat(request.uri()).hasPath("/2010-04-01/Accounts/" + SID + "/Messages.json");
        assertThat(request.authorization())
                .hasValueSatisfying(it -> assertThat(it).startsWith("Basic "));
        assertThat(fields(request.body()))
                .containsExactlyInAnyOrder(
                        "To=whatsapp:+15550001111",
                        "From=whatsapp:+14155238886",
                        "Body=Hola \uD83D\uDC4B & adiós",
                        "ValidityPeriod=600",
                        "StatusCallback=https://example.com/whatsapp/status?part=" + Outgoing.ID);
    }

    @Test
    void addressesAreSpelledAsInTheCustomersMessage() throws InterruptedException {
        // Given
        server.respondWith(201, CREATED);
        var conversation =
                new ConversationKey(
                        Channel.TWILIO,
                        new BusinessNumber("+5511987654321", "+551187654321"),
                        new CustomerAddress("+525512345678"),
                        Optional.of(new CustomerAddress("+5215512345678")));
        var part = new OutgoingPart(Outgoing.ID, conversation, "Hola", List.of(), Optional.empty());

        // When
        twilio().send(part, Permit.until(Deadline.in(TIMEOUT)));

        // Then
        assertThat(fields(server.requests().getFirst().body()))
                .contains("To=whatsapp:+5215512345678", "From=whatsapp:+551187654321");
    }

    @Test
    void customerWithAHiddenNumberIsReachedByUserId() throws InterruptedException {
        // Given
        server.respondWith(201, CREATED);

        // When
        send(twilio(), Outgoing.USER_ID, "Hello");

        // Then
        assertThat(fields(server.requests().getFirst().body())).contains("To=whatsapp:US.9001");
    }

    @Test
    void mediaWithoutTextHasNoBody() throws InterruptedException {
        // Given
        server.respondWith(201, CREATED);
        var part = Outgoing.media(Channel.TWILIO, "", "https://example.com/a.jpg");

        // When
        twilio().send(part, Permit.until(Deadline.in(TIMEOUT)));

        // Then
        assertThat(fields(server.requests().getFirst().body()))
                .contains("MediaUrl=https://example.com/a.jpg")
                .noneMatch(field -> field.startsWith("Body="));
    }

    @ParameterizedTest
    @CsvSource({
        "outbound-api,0,08:00:05,true",
        "outbound-api,0,07:59:30,true",
        "outbound-reply,0,08:00:05,false",
        "outbound-api,1,08:00:05,false",
        "outbound-api,0,07:58:00,false",
        "outbound-api,0,08:03:00,false"
    })
    void messageIsSurelyOursWhenAllListedPropertiesMatch(
            String direction, String media, String created, boolean surely)
            throws InterruptedException {
        // Given
        server.respondWith(
                200,
                """
                {"messages":[
                 {"sid":"SM1","body":"Hello","direction":"%s","num_media":"%s",
                  "date_created":"Tue, 06 Oct 2026 %s +0000"}],
                 "page":0,"page_size":1000,"next_page_uri":null,"uri":"/x"}\
                """
                        .formatted(direction, media, created));
        var part = Outgoing.text(Channel.TWILIO, Outgoing.PHONE, "Hello");

        // When
        var evidence = twilio().findEvidence(part, Instant.parse("2026-10-06T08:00:00Z"));

        // Then
        assertThat(evidence)
                .isEqualTo(new SendEvidence.Candidates(List.of(new Candidate("SM1", surely))));
    }

    @ParameterizedTest
    @CsvSource({
        "400,21211,PERMANENT",
        "400,21617,PERMANENT",
        "400,21611,THROTTLE",
        "401,20003,CONFIGURATION",
        "429,20429,THROTTLE",
        "429,63018,THROTTLE_RECIPIENT",
        "400,63016,WINDOW_CLOSED",
        "400,21610,OPTED_OUT",
        "400,63024,PERMANENT",
        "400,63014,PERMANENT",
        "400,63007,CONFIGURATION",
        "400,99999,PERMANENT"
    })
    void refusalHasTheClassOfItsCode(int status, String code, FailureClass expected)
            throws InterruptedException {
        // Given
        server.respondWith(
                status,
                "{\"code\":%s,\"message\":\"No\",\"more_info\":\"-\",\"status\":%d}"
                        .formatted(code, status));

        // When
        var result = send(twilio(), Outgoing.PHONE, "Hello");

        // Then
        assertThat(result).isEqualTo(new SendResult.Refused(new SendFailure(code, "No", expected)));
    }

    @Test
    void serverErrorLeavesTheOutcomeUnknownAndIsNotRetried() throws InterruptedException {
        // Given
        server.respondWith(503, "{\"code\":20500,\"message\":\"Busy\",\"status\":503}");

        // When
        var result = send(twilio(), Outgoing.PHONE, "Hello");

        // Then
        assertThat(result).isEqualTo(new SendResult.Unknown("Twilio answered 503"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void timeoutLeavesTheOutcomeUnknown() throws InterruptedException {
        // Given
        server.neverRespond();
        var twilio = twilio(server.url(), Duration.ofSeconds(1));

        // When
        var result = send(twilio, Outgoing.PHONE, "Hello");

        // Then
        assertThat(result).isInstanceOf(SendResult.Unknown.class);
    }

    @Test
    void refusedConnectionIsRetryable() throws InterruptedException {
        // When
        var result = send(twilio(Outgoing.nowhere(), TIMEOUT), Outgoing.PHONE, "Hello");

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        SendResult.Refused.class,
                        refused -> assertThat(refused.failure().retryable()).isTrue());
    }

    @Test
    void unreadableResponseLeavesTheOutcomeUnknown() throws InterruptedException {
        // Given
        server.respondWith(200, "<html>a proxy's page</html>");

        // When
        var result = send(twilio(), Outgoing.PHONE, "Hello");

        // Then
        assertThat(result).isInstanceOf(SendResult.Unknown.class);
    }

    @Test
    void typingMarksTheCustomersMessageRead() throws InterruptedException {
        // Given
        server.respondWith(200, "{\"success\":true}");
        var conversation = Outgoing.conversation(Channel.TWILIO, Outgoing.PHONE);

        // When
        twilio().showTyping(conversation, "SM9");

        // Then
        var request = server.requests().getFirst();
        assertThat(request.uri()).hasPath("/v2/Indicators/Typing.json");
        assertThat(fields(request.body()))
                .containsExactlyInAnyOrder("channel=whatsapp", "messageId=SM9");
    }

    @Test
    void evidenceIsAMessageWithTheSameTextSinceTheAttemptEvenWithClocksMinutesApart()
            throws InterruptedException {
        // Given
        server.respondWith(
                200,
                """
                {"messages":[
                 {"sid":"SM3","body":"Hello","date_created":"Tue, 06 Oct 2026 08:00:05 +0000"},
                 {"sid":"SM2","body":"Other","date_created":"Tue, 06 Oct 2026 08:00:04 +0000"},
                 {"sid":"SM1","body":"Hello","date_created":"Tue, 06 Oct 2026 07:55:00 +0000"},
                 {"sid":"SM0","body":"Hello","date_created":"Tue, 06 Oct 2026 07:00:00 +0000"}],
                 "page":0,"page_size":1000,"next_page_uri":null,"uri":"/x"}\
                """);
        var part = Outgoing.text(Channel.TWILIO, Outgoing.PHONE, "Hello");

        // When
        var evidence = twilio().findEvidence(part, Instant.parse("2026-10-06T08:00:00Z"));

        // Then
        assertThat(evidence)
                .isEqualTo(
                        new SendEvidence.Candidates(
                                List.of(new Candidate("SM3", true), new Candidate("SM1", false))));
    }

    @Test
    void changedSpacesAndLineEndsDoNotHideAMessage() throws InterruptedException {
        // Given
        server.respondWith(
                200,
                """
                {"messages":[
                 {"sid":"SM1","body":"Hello\\r\\nthere ","date_created":"Tue, 06 Oct 2026 08:00:05 +0000"}],
                 "page":0,"page_size":1000,"next_page_uri":null,"uri":"/x"}\
                """);
        var part = Outgoing.text(Channel.TWILIO, Outgoing.PHONE, "Hello\n there");

        // When
        var evidence = twilio().findEvidence(part, Instant.parse("2026-10-06T08:00:00Z"));

        // Then
        assertThat(evidence)
                .isEqualTo(new SendEvidence.Candidates(List.of(new Candidate("SM1", true))));
    }

    @ParameterizedTest
    @CsvSource({"07:58:00,false", "07:40:00,true"})
    void pageThatDoesNotReachBackToTheAttemptIsInconclusive(String oldest, boolean proves)
            throws InterruptedException {
        // Given
        server.respondWith(
                200,
                """
                {"messages":[
                 {"sid":"SM2","body":"Other","date_created":"Tue, 06 Oct 2026 08:00:04 +0000"},
                 {"sid":"SM1","body":"Other","date_created":"Tue, 06 Oct 2026 %s +0000"}],
                 "page":0,"page_size":2,"next_page_uri":"/2010-04-01/next","uri":"/x"}\
                """
                        .formatted(oldest));
        var part = Outgoing.text(Channel.TWILIO, Outgoing.PHONE, "Hello");

        // When
        var evidence = twilio().findEvidence(part, Instant.parse("2026-10-06T08:00:00Z"));

        // Then
        assertThat(evidence)
                .isEqualTo(
                        proves
                                ? new SendEvidence.Candidates(List.of())
                                : new SendEvidence.Inconclusive());
    }

    private SendResult send(TwilioSender twilio, String customer, String text)
            throws InterruptedException {
        return twilio.send(
                Outgoing.text(Channel.TWILIO, customer, text), Permit.until(Deadline.in(TIMEOUT)));
    }

    private TwilioSender twilio() {
        return twilio(server.url(), TIMEOUT);
    }

    private static TwilioSender twilio(URI baseUrl, Duration timeout) {
        var limits = Outgoing.limits(timeout);
        var account =
                new Account(
                        Optional.of(SID),
                        Optional.of(List.of("token", "older")),
                        Optional.of(URI.create("https://example.com/whatsapp")),
                        Optional.of(baseUrl),
                        Duration.ofMinutes(10),
                        1600);
        return new TwilioSender(new ProviderHttp(limits), account, limits, Outgoing.rateLimits());
    }

    private static List<String> fields(String form) {
        return List.of(form.split("&")).stream()
                .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
                .toList();
    }

    private record Account(
            Optional<String> accountSid,
            Optional<List<String>> authToken,
            Optional<URI> webhookUrl,
            Optional<URI> baseUrl,
            Duration validity,
            int maxTextLength)
            implements TwilioAccountSettings {}
}
