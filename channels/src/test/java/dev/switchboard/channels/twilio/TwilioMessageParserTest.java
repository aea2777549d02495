package dev.switchboard.channels.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.switchboard.channels.webhook.MalformedWebhookException;
import dev.switchboard.channels.webhook.ParsedMessage;
import dev.switchboard.channels.webhook.Sender;
import dev.switchboard.common.content.ChoiceKind;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.content.MediaRef;
import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.content.Referral;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.testing.Payloads;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioMessageParserTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    static Stream<Arguments> contents() {
        return Stream.of(
                arguments("text", new Content.Text("Hola 👋 & adiós")),
                arguments("reply", new Content.Text("Yes, that one")),
                arguments("ad-referral", new Content.Text("I saw your ad")),
                arguments("image", media(3, MediaKind.IMAGE, "image/jpeg", "The broken part")),
                arguments("voice", media(4, MediaKind.VOICE, "audio/ogg", "")),
                arguments("audio", media(5, MediaKind.AUDIO, "audio/mpeg", "")),
                arguments("video", media(6, MediaKind.VIDEO, "video/mp4", "")),
                arguments("document", media(7, MediaKind.DOCUMENT, "application/pdf", "offer.pdf")),
                arguments("sticker", media(8, MediaKind.STICKER, "image/webp", "")),
                arguments("contact-card", media(9, MediaKind.DOCUMENT, "text/vcard", "")),
                arguments(
                        "location",
                        new Content.Location(
                                -23.5613,
                                -46.6565,
                                Optional.of("MASP"),
                                Optional.of("Av. Paulista 1578, São Paulo"))),
                arguments("button", choice(ChoiceKind.BUTTON, "{\"order\":7}", "Confirm")),
                arguments(
                        "template-button",
                        choice(ChoiceKind.TEMPLATE_BUTTON, "call-me", "Call me")),
                arguments("list-row", choice(ChoiceKind.LIST_ROW, "size-l", "Large")),
                arguments("button-number", choice(ChoiceKind.BUTTON, "0042", "1.000")),
                arguments(
                        "button-without-payload",
                        choice(ChoiceKind.TEMPLATE_BUTTON, "Call me", "Call me")),
                arguments(
                        "form-reply",
                        new Content.Choice(
                                ChoiceKind.FORM,
                                "flow",
                                "Sent",
                                Optional.of("{\"visit_date\":\"2026-12-01\",\"guests\":\"4\"}"))),
                arguments(
                        "location-at-zero",
                        new Content.Location(0, -0.5, Optional.empty(), Optional.empty())),
                arguments(
                        "reaction",
                        new Content.Reaction(
                                "SM00000000000000000000000000000099", Optional.of("👍"))),
                arguments(
                        "reaction-removed",
                        new Content.Reaction(
                                "SM00000000000000000000000000000099", Optional.empty())),
                arguments("text-blank", new Content.Text("  ")),
                arguments(
                        "unknown-type",
                        new Content.Unsupported(
                                Optional.of("poll"), Optional.of("no content that is known"))));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void everyTypeBecomesItsContent(String payload, Content expected) {
        assertThat(read(payload).content()).isEqualTo(expected);
    }

    @Test
    void severalMediaOfOneMessageStayTogether() {
        // When
        var content = read("several-media").content();

        // Then
        assertThat(content)
                .isInstanceOfSatisfying(
                        Content.Media.class,
                        media -> {
                            assertThat(media.items()).hasSize(2);
                            assertThat(media.caption()).hasValue("both");
                        });
    }

    @Test
    void quotedMessageAndNameAndRawFormAreKept() {
        // When
        var message = read("reply");

        // Then
        assertThat(message.quotes()).hasValue("MM00000000000000000000000000000099");
        assertThat(message.customerName()).hasValue("Ana Ω");
        assertThat(message.raw()).contains("\"OriginalRepliedMessageSender\"");
        assertThat(message.business().id()).isEqualTo("+14155238886");
        assertThat(message.providerTime()).isEqualTo(NOW);
    }

    @Test
    void senderHasANumberOrAUserIdOrBoth() {
        assertThat(read("text").sender())
                .isEqualTo(new Sender(Optional.of("+15550001111"), Optional.empty()));
        assertThat(read("hidden-number").sender())
                .isEqualTo(new Sender(Optional.empty(), Optional.of("US.9001")));
        assertThat(read("number-and-user-id").sender())
                .isEqualTo(new Sender(Optional.of("+15550001111"), Optional.of("US.9001")));
    }

    @Test
    void advertisementThatTheCustomerComesFromIsKept() {
        assertThat(read("ad-referral-in-full").context())
                .hasValue(
                        new MessageContext(
                                false,
                                Optional.empty(),
                                Optional.of(
                                        new Referral(
                                                Optional.of("Sale"),
                                                Optional.of("Everything half price"),
                                                Optional.of("ad"),
                                                Optional.of("120200"),
                                                Optional.of("https://fb.example/x"),
                                                Optional.of("abc"),
                                                Optional.of("https://cdn.example/a.jpg"),
                                                Optional.empty()))));
        assertThat(read("text").context()).isEmpty();
    }

    @Test
    void contextFromTheChannelMetadataIsKeptToo() {
        // When
        var message = read("ad-referral-in-metadata");

        // Then
        assertThat(message.context().flatMap(MessageContext::referral))
                .get()
                .extracting(Referral::headline, Referral::sourceId)
                .containsExactly(Optional.of("Sale"), Optional.of("120200"));
        assertThat(message.customerName()).hasValue("Ana Lima");
        assertThat(read("metadata-broken").context()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"forwarded,true", "not-forwarded,false"})
    void forwardedMarkIsKept(String payload, boolean isForwarded) {
        assertThat(read(payload).context().map(MessageContext::forwarded).orElse(false))
                .isEqualTo(isForwarded);
    }

    @Test
    void brazilianNumberGetsItsNinthDigit() {
        assertThat(read("brazil-without-ninth-digit").sender().phone()).hasValue("+5511987654321");
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp:+551187654321, +5511987654321, +551187654321",
        "whatsapp:+5215512345678, +525512345678, +5215512345678",
        "whatsapp:+5491154933738, +5491154933738, +5491154933738",
        "whatsapp:+22507123456, +2250707123456, +22507123456",
    })
    void customerIsAnsweredAtTheSpellingOfTheMessage(
            String from, String canonical, String answeredAt) {
        // When
        var sender =
                TwilioMessageParser.read(form(from, "whatsapp:+14155238886", ""), NOW).sender();

        // Then
        assertThat(sender.phone()).hasValue(canonical);
        assertThat(sender.address().value()).isEqualTo(answeredAt);
    }

    @Test
    void businessNumberKeepsTwiliosSpelling() {
        // When
        var message =
                TwilioMessageParser.read(
                        form("whatsapp:+15550001111", "whatsapp:+5215512345678", ""), NOW);

        // Then
        assertThat(message.business())
                .isEqualTo(new BusinessNumber("+525512345678", "+5215512345678"));
    }

    /** All channel prefixes of Twilio's addresses, and an SMS, which has none. */
    @ParameterizedTest
    @CsvSource({
        "messenger:1234567890, messenger:987654321, messenger",
        "messenger:1234567890, whatsapp:+14155238886, messenger",
        "whatsapp:+15550001111, messenger:987654321, messenger",
        "instagram:1234567890, instagram:987654321, instagram",
        "rcs:+15550001111, rcs:agent, rcs",
        "+15550001111, +14155238886, sms",
        "+15550001111, whatsapp:+14155238886, sms",
        "viber:xyz, viber:abc, viber",
        "client:ana, whatsapp:+14155238886, client",
        "sip:ana@example.com, whatsapp:+14155238886, sip",
        "MESSENGER:1, whatsapp:+14155238886, messenger",
    })
    void messageOfAnotherChannelIsRecognised(String from, String to, String channel) {
        assertThat(TwilioMessageParser.otherChannel(form(from, to, ""))).hasValue(channel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp:+15550001111", "WhatsApp:+15550001111", "whatsapp:US.9001"})
    void messageOfWhatsAppHasNoOtherChannel(String from) {
        assertThat(TwilioMessageParser.otherChannel(form(from, "whatsapp:+14155238886", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"STOP,STOP", "stop,STOP", "START,START", "HELP,HELP"})
    void optOutAnsweredByTwilioIsKept(String type, OptOut.Word word) {
        // Given
        var form = form("whatsapp:+15550001111", "whatsapp:+14155238886", "&OptOutType=" + type);

        // When
        var message = TwilioMessageParser.read(form, NOW);

        // Then
        assertThat(message.optOut()).hasValue(new OptOut(word, true));
    }

    @ParameterizedTest
    @CsvSource({"Yes,false", "' YES ',false", "unstop,true", "Start,true"})
    void yesThatTwilioTakesForStartStillNeedsAReply(String body, boolean answered) {
        // Given
        var form =
                TwilioFields.ofForm(
                        "MessageSid=SM1&From=whatsapp:%2B15550001111&To=whatsapp:%2B14155238886"
                                + "&OptOutType=START&Body="
                                + URLEncoder.encode(body, UTF_8));

        // When
        var optOut = TwilioMessageParser.read(form, NOW).optOut();

        // Then
        assertThat(optOut).hasValue(new OptOut(OptOut.Word.START, answered));
    }

    @Test
    void channelWithoutAnAddressIsNoSender() {
        // Given
        var form = form("whatsapp:", "whatsapp:+14155238886", "");

        // Then
        assertThatThrownBy(() -> TwilioMessageParser.read(form, NOW))
                .isInstanceOf(MalformedWebhookException.class)
                .hasMessage("From is no address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&OptOutType=", "&OptOutType=PAUSE"})
    void otherMessagesHaveNoOptOut(String more) {
        // Given
        var form = form("whatsapp:+15550001111", "whatsapp:+14155238886", more);

        // Then
        assertThat(TwilioMessageParser.read(form, NOW).optOut()).isEmpty();
    }

    private static TwilioFields form(String from, String to, String more) {
        return TwilioFields.ofForm(
                "MessageSid=SM1&Body=Hello&From=%s&To=%s%s"
                        .formatted(
                                URLEncoder.encode(from, UTF_8),
                                URLEncoder.encode(to, UTF_8),
                                more));
    }

    @ParameterizedTest
    @CsvSource({
        "malformed-no-message-sid,MessageSid is missing",
        "malformed-no-from,From is missing",
        "malformed-no-to,To is missing",
        "malformed-percent,Body is not URL-encoded"
    })
    void malformedFieldIsNamed(String payload, String reason) {
        assertThatThrownBy(() -> read(payload))
                .isInstanceOf(MalformedWebhookException.class)
                .hasMessage(reason);
    }

    @Test
    void invalidNumbersAreNoError() {
        // Given
        var form = "MessageSid=SM1&From=%2B15550001111&To=%2B14155238886&NumMedia=many&Latitude=up";

        // When
        var message = TwilioMessageParser.read(TwilioFields.ofForm(form), NOW);

        // Then
        assertThat(message.content()).isInstanceOf(Content.Unsupported.class);
    }

    private static ParsedMessage read(String payload) {
        var form = Payloads.text("twilio/" + payload + ".form");
        return TwilioMessageParser.read(TwilioFields.ofForm(form), NOW);
    }

    private static Content media(int number, MediaKind kind, String mimeType, String caption) {
        var url =
                "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000000"
                        + "/Messages/MM%d/Media/ME0".formatted(number);
        var item =
                new MediaRef(kind, url, Optional.of(mimeType), Optional.empty(), Optional.empty());
        return new Content.Media(
                List.of(item), Optional.of(caption).filter(text -> !text.isEmpty()));
    }

    private static Content choice(ChoiceKind kind, String id, String title) {
        return new Content.Choice(kind, id, title, Optional.empty());
    }
}
