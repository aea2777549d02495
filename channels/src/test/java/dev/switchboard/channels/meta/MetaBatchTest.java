package dev.switchboard.channels.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.switchboard.channels.webhook.IdentityChange;
import dev.switchboard.channels.webhook.MalformedWebhookException;
import dev.switchboard.channels.webhook.ParsedMessage;
import dev.switchboard.channels.webhook.Sender;
import dev.switchboard.channels.webhook.WebhookResult;
import dev.switchboard.common.content.ChoiceKind;
import dev.switchboard.common.content.ContactCard;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.content.MediaRef;
import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.content.OrderItem;
import dev.switchboard.common.content.Referral;
import dev.switchboard.common.content.ReferredProduct;
import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.testing.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
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

class MetaBatchTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    static Stream<Arguments> contents() {
        return Stream.of(
                arguments("text", new Content.Text("Olá, tudo bem? 👋")),
                arguments("reply", new Content.Text("that one")),
                arguments("forwarded", new Content.Text("look")),
                arguments("image", media(MediaKind.IMAGE, "1001", "image/jpeg", "The broken part")),
                arguments("video", media(MediaKind.VIDEO, "1002", "video/mp4", "")),
                arguments("sticker", media(MediaKind.STICKER, "1003", "image/webp", "")),
                arguments("audio", media(MediaKind.AUDIO, "1004", "audio/mpeg", "")),
                arguments("voice", media(MediaKind.VOICE, "1005", "audio/ogg; codecs=opus", "")),
                arguments(
                        "voice-older-form",
                        media(MediaKind.VOICE, "1006", "audio/ogg; codecs=opus", "")),
                arguments(
                        "document",
                        new Content.Media(
                                List.of(
                                        new MediaRef(
                                                MediaKind.DOCUMENT,
                                                "1007",
                                                Optional.of("application/pdf"),
                                                Optional.of("Sj0="),
                                                Optional.of("offer.pdf"))),
                                Optional.of("our offer"))),
                arguments(
                        "location",
                        new Content.Location(
                                -23.5613,
                                -46.6565,
                                Optional.of("MASP"),
                                Optional.of("Av. Paulista 1578"))),
                arguments(
                        "contacts",
                        new Content.Contacts(
                                List.of(
                                        new ContactCard(
                                                "Rui Costa",
                                                List.of("+351 910 000 000", "351910000001")),
                                        new ContactCard("Without a phone", List.of())))),
                arguments(
                        "template-button",
                        choice(ChoiceKind.TEMPLATE_BUTTON, "call-me", "Call me")),
                arguments("button-reply", choice(ChoiceKind.BUTTON, "yes", "Yes")),
                arguments(
                        "list-reply",
                        new Content.Choice(
                                ChoiceKind.LIST_ROW,
                                "size-l",
                                "Large",
                                Optional.empty(),
                                Optional.of("up to 40 cm"))),
                arguments(
                        "form-reply",
                        new Content.Choice(
                                ChoiceKind.FORM,
                                "flow",
                                "Sent",
                                Optional.of("{\"city\":\"Lisbon\"}"))),
                arguments("reaction", new Content.Reaction("wamid.reacted", Optional.of("❤️"))),
                arguments(
                        "reaction-removed",
                        new Content.Reaction("wamid.reacted", Optional.empty())),
                arguments(
                        "order",
                        new Content.Order(
                                "c1",
                                Optional.of("please fast"),
                                List.of(new OrderItem("sku-1", 2, "19.99", "EUR")))),
                arguments("edit", new Content.Edited("wamid.original", "I meant Tuesday")),
                arguments("edit-of-caption", new Content.Edited("wamid.original", "the left one")),
                arguments("revoke", new Content.Deleted("wamid.original")),
                arguments(
                        "system",
                        new Content.Notice(
                                "user_changed_number",
                                "User A changed from 15550001111 to 15550002222")),
                arguments(
                        "unsupported",
                        new Content.Unsupported(
                                Optional.of("poll_creation"),
                                Optional.of("Message type is currently not supported."))),
                arguments(
                        "unknown-type",
                        new Content.Unsupported(Optional.of("hologram"), Optional.empty())),
                arguments(
                        "text-without-body",
                        new Content.Unsupported(Optional.of("text"), Optional.empty())));
    }

    /** Structured content, of which every part is kept. */
    static Stream<Arguments> contentsInFull() {
        return Stream.of(
                arguments(
                        "form-reply-visit",
                        form(
                                "flow",
                                "Sent",
                                "{\"visit_date\": \"2026-12-01\", \"guests\": \"4\","
                                        + " \"flow_token\": \"unused\"}")),
                arguments("form-reply-broken", form("flow", "Sent", "{\"visit_date\":\"2026-12")),
                arguments(
                        "form-reply-address",
                        form(
                                "address_message",
                                "Rua Augusta 1",
                                "{\"saved_address_id\": \"a1\", \"values\": {\"city\": \"Lisbon\","
                                        + " \"zip\": \"1100\"}}")),
                arguments(
                        "order-of-two",
                        new Content.Order(
                                "194836987003835",
                                Optional.empty(),
                                List.of(
                                        new OrderItem("di9ozbzfi4", 2, "30", "USD"),
                                        new OrderItem("nqryix03ez", 1, "12000000.5", "USD")))),
                arguments(
                        "contacts-in-full",
                        new Content.Contacts(
                                List.of(
                                        new ContactCard(
                                                "Lucía Gómez",
                                                List.of("+1 (983) 555-2319", "+1 (983) 555-2320"),
                                                List.of(
                                                        "Buyer, Tiles Ltd",
                                                        "lucia@example.org",
                                                        "1 Hacker Way, 94025, Menlo Park,"
                                                                + " United States",
                                                        "https://example.org",
                                                        "born 1999-01-23")),
                                        new ContactCard("Only Parts", List.of())))),
                arguments(
                        "list-reply-described",
                        new Content.Choice(
                                ChoiceKind.LIST_ROW,
                                "priority_express",
                                "Priority Mail Express",
                                Optional.empty(),
                                Optional.of("Next Day to 2 Days"))),
                arguments("button-reply-number", choice(ChoiceKind.BUTTON, "0042", "1.000")),
                arguments("reply-of-a-newer-kind", choice(ChoiceKind.BUTTON, "seven", "Seven")),
                arguments(
                        "reply-of-no-words",
                        new Content.Unsupported(Optional.of("interactive"), Optional.empty())),
                arguments(
                        "location-with-url",
                        new Content.Location(
                                0,
                                -122.16165924072,
                                Optional.of("Philz Coffee"),
                                Optional.of("101 Forest Ave"),
                                Optional.of("https://philz.example/"))),
                arguments(
                        "location-bare",
                        new Content.Location(
                                -23.5613, -46.6565, Optional.empty(), Optional.empty())),
                arguments(
                        "document-without-name",
                        media(MediaKind.DOCUMENT, "1008", "application/pdf", "Is this right?")),
                arguments(
                        "unknown-501",
                        new Content.Unsupported(
                                Optional.of("unknown"),
                                Optional.of("Message type is not currently supported"))),
                arguments(
                        "unsupported-without-details",
                        new Content.Unsupported(
                                Optional.of("unsupported"), Optional.of("Message type unknown"))),
                arguments(
                        "text-half-an-emoji", new Content.Text("half \ud83d and nul \u0000 end")));
    }

    @ParameterizedTest
    @MethodSource("contentsInFull")
    void everyPartOfAMessageIsInItsContent(String payload, Content expected) {
        assertThat(only(payload).content()).isEqualTo(expected);
    }

    /** Messages without a text, which need no answer and are not unsupported. */
    static Stream<Arguments> silentMessages() {
        return Stream.of(
                arguments("request-welcome", new Content.Notice("request_welcome", "")),
                arguments(
                        "call-permission-reply",
                        new Content.Notice("call_permission_reply", "calls: accept")),
                arguments(
                        "system-identity-changed",
                        new Content.Notice("customer_identity_changed", "")),
                arguments("unsupported-pin", new Content.Notice("pin", "")),
                arguments("text-blank", new Content.Text("  ")),
                arguments(
                        "reaction-emptied",
                        new Content.Reaction("wamid.reacted", Optional.empty())),
                arguments("reaction-to-nothing", new Content.Reaction("", Optional.of("👍"))));
    }

    @ParameterizedTest
    @MethodSource("silentMessages")
    void silentMessageIsNotUnsupported(String payload, Content expected) {
        assertThat(only(payload).content()).isEqualTo(expected);
    }

    @Test
    void advertisementThatTheCustomerComesFromIsKept() {
        assertThat(only("ad-referral").context())
                .hasValue(
                        new MessageContext(
                                false,
                                Optional.empty(),
                                Optional.of(
                                        new Referral(
                                                Optional.of("Chat with us"),
                                                Optional.of("Summer Succulents are here!"),
                                                Optional.of("ad"),
                                                Optional.of("120226305854810726"),
                                                Optional.of("https://fb.example/3cr4Wqqkv"),
                                                Optional.of("Aff-n8ZTODiE79d22KtAwQKj9e"),
                                                Optional.of("https://cdn.example/a.jpg"),
                                                Optional.of(
                                                        "Hi there! Let us know how we can"
                                                                + " help!")))));
    }

    @Test
    void productThatTheCustomerLooksAtIsKept() {
        assertThat(only("product-inquiry").context().flatMap(MessageContext::product))
                .hasValue(new ReferredProduct("194836987003835", "di9ozbzfi4"));
    }

    @ParameterizedTest
    @CsvSource({"forwarded,true", "frequently-forwarded,true", "reply,false", "text,false"})
    void forwardedMarkIsKept(String payload, boolean isForwarded) {
        assertThat(only(payload).context().map(MessageContext::forwarded).orElse(false))
                .isEqualTo(isForwarded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text-without-profile", "text-without-contacts", "text-with-empty-name"})
    void senderWithoutAProfileIsASender(String payload) {
        // When
        var message = only(payload);

        // Then
        assertThat(message.sender().phone()).hasValue("+15550001111");
        assertThat(message.customerName()).isEmpty();
        assertThat(message.content()).isEqualTo(new Content.Text("Hi"));
    }

    @Test
    void userIdInThePlaceOfTheNumberIsAUserId() {
        assertThat(only("user-id-in-from").sender())
                .isEqualTo(new Sender(Optional.empty(), Optional.of("US.1301")));
    }

    /**
     * One contact and messages that it may not belong to: no message gets into another customer's
     * conversation. Senders are written as number and user id.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // It belongs to another customer.
                "'wa_id':'15550001111','user_id':'US.A' |"
                    + " {'from':'15550001111'},{'from_user_id':'US.B'} | +15550001111 US.A,- US.B",
                "'wa_id':'15550001111','user_id':'US.A' | {'from_user_id':'US.B'} | - US.B",
                "'wa_id':'15550001111','user_id':'US.A' | {'from':'15550002222'} | +15550002222 -",
                // It may belong to the other sender.
                "'user_id':'US.A' | {'from':'15550001111'},{'from_user_id':'US.A'} | +15550001111"
                        + " -,- US.A",
                "'wa_id':'15550001111' | {'from_user_id':'US.B'},{'from':'15550001111'} | -"
                        + " US.B,+15550001111 -",
                // It belongs to the sender: by another spelling of the number, or as the only one.
                "'wa_id':'5511987654321','user_id':'US.A' |"
                        + " {'from':'551187654321'},{'from_user_id':'US.B'} | +5511987654321 US.A,-"
                        + " US.B",
                "'wa_id':'15550001111' | {'from_user_id':'US.A'} | +15550001111 US.A",
                "'wa_id':'15550001111' | {'from_user_id':'US.A'},{'from_user_id':'US.A'} |"
                        + " +15550001111 US.A,+15550001111 US.A",
                "'user_id':'US.A' | {'from':'15550001111'} | +15550001111 US.A",
                "'wa_id':'15550001111','user_id':'US.A' | {'x':1} | +15550001111 US.A",
            })
    void contactOfAnotherSenderIsNotUsed(String contact, String messages, String senders) {
        // Given
        var identified = messages.replace("}", ",'id':'wamid.1','type':'text'}");

        // When
        var batch = readChange("'contacts':[{%s}],'messages':[%s]".formatted(contact, identified));

        // Then
        assertThat(batch.malformed()).isEmpty();
        assertThat(batch.messages())
                .extracting(ParsedMessage::sender)
                .extracting(it -> it.phone().orElse("-") + " " + it.userId().orElse("-"))
                .containsExactly(senders.split(","));
    }

    @Test
    void invalidAddressDoesNotAffectTheRestOfItsBatch() {
        // When
        var batch =
                readChange(
                        "'messages':[{'from':'whatsapp:','id':'wamid.1','type':'text'},"
                                + "{'from':'15550001111','id':'wamid.2','type':'text'}]");

        // Then
        assertThat(batch.messages())
                .extracting(ParsedMessage::providerMessageId)
                .containsExactly("wamid.2");
        assertThat(batch.malformed())
                .containsExactly("entry[0].changes[0].value.messages[0] cannot be read");
    }

    @Test
    void priceOutOfRangeIsEmpty() {
        // When
        var batch =
                readChange(
                        "'messages':[{'from':'15550001111','id':'wamid.1','type':'order','order':"
                                + "{'catalog_id':'c','product_items':[{'product_retailer_id':'s',"
                                + "'quantity':1,'item_price':1e400,'currency':'EUR'}]}}]");

        // Then
        assertThat(batch.messages())
                .extracting(ParsedMessage::content)
                .containsExactly(
                        new Content.Order(
                                "c", Optional.empty(), List.of(new OrderItem("s", 1, "", "EUR"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1e30", "1000000000000000000000", "-1", "'1e400'"})
    void quantityBeyondAllMeasureIsNone(String quantity) {
        // When
        var batch =
                readChange(
                        "'messages':[{'from':'15550001111','id':'wamid.1','type':'order','order':"
                                + "{'product_items':[{'product_retailer_id':'s','quantity':"
                                + quantity
                                + ",'item_price':2,'currency':'EUR'}]}}]");

        // Then
        assertThat(batch.messages())
                .extracting(ParsedMessage::content)
                .containsExactly(
                        new Content.Order(
                                "", Optional.empty(), List.of(new OrderItem("s", 0, "2", "EUR"))));
    }

    @ParameterizedTest
    @CsvSource({"1e400,2", "2,-1e400", "1e300,2", "90.1,2", "2,180.1", "2,'\"NaN\"'"})
    void placeThatIsNoneOnEarthIsUnsupportedAndCostsTheOthersNothing(
            String latitude, String longitude) {
        // When
        var batch =
                readChange(
                        "'messages':[{'from':'15550001111','id':'wamid.1','type':'location',"
                                + "'location':{'latitude':"
                                + latitude
                                + ",'longitude':"
                                + longitude
                                + "}},{'from':'15550001111','id':'wamid.2','type':'text',"
                                + "'text':{'body':'here'}}]");

        // Then
        assertThat(batch.messages())
                .extracting(ParsedMessage::content)
                .containsExactly(
                        new Content.Unsupported(Optional.of("location"), Optional.empty()),
                        new Content.Text("here"));
    }

    /** PostgreSQL knows no such years, and what is too old is not answered. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775807",
                "-9223372036854775808",
                "253402300800000",
                "-1",
                "0",
                "1e400"
            })
    void timeThatCannotBeIsTheTimeOfArrival(String timestamp) {
        // When
        var batch =
                readChange(
                        "'messages':[{'from':'15550001111','id':'wamid.1','type':'text','timestamp':"
                                + timestamp
                                + ",'text':{'body':'here'}}],'statuses':[{'id':'wamid.2',"
                                + "'status':'sent','timestamp':'"
                                + timestamp
                                + "'}]");

        // Then
        assertThat(batch.messages()).extracting(ParsedMessage::providerTime).containsExactly(NOW);
        assertThat(batch.statuses())
                .extracting(ProviderStatusReceived::providerTime)
                .containsExactly(NOW);
    }

    @Test
    void messageWithoutASenderDoesNotAffectTheRestOfItsBatch() {
        // When
        var batch = read("batch-with-one-of-nobody");

        // Then
        assertThat(batch.messages())
                .extracting(ParsedMessage::content)
                .containsExactly(new Content.Text("good 1"), new Content.Text("good 2"));
        assertThat(batch.malformed())
                .containsExactly("entry[0].changes[0].value.messages[1].from is missing");
    }

    /** Null, wrong types and missing ids at every level with more than one item. */
    @Test
    void malformedItemsDoNotAffectTheOthers() {
        // When
        var batch = read("batch-spoilt");

        // Then
        assertThat(batch.messages())
                .extracting(ParsedMessage::content)
                .containsExactly(
                        new Content.Text("good 3"),
                        new Content.Text("good 4"),
                        new Content.Text("typed"),
                        new Content.Text("good 6"));
        assertThat(batch.statuses())
                .extracting(ProviderStatusReceived::providerMessageId)
                .containsExactly("wamid.s1", "wamid.s3");
        var changes = "entry[2].changes";
        assertThat(batch.malformed())
                .containsExactly(
                        "entry[0] is no object",
                        "entry[1] is no object",
                        changes + "[0].value.messages[1] is no object",
                        changes + "[0].value.messages[2] is no object",
                        changes + "[0].value.messages[3] is no object",
                        changes + "[0].value.messages[4] is no object",
                        changes + "[0].value.messages[5].id is missing",
                        changes + "[0].value.messages[6].from is missing",
                        changes + "[0].value.statuses[1] is no object",
                        changes + "[0].value.statuses[2].id is missing",
                        changes + "[0].value.statuses[3].status is missing",
                        changes + "[0].value.errors[0] is no object",
                        changes + "[1] is no object",
                        changes + "[2].value.metadata.phone_number_id is missing",
                        changes + "[3].value.messages is no list",
                        changes + "[4].value.message_echoes[0].to is missing",
                        "entry[3].changes is no list");
    }

    @Test
    void systemMessageWithoutACustomerDoesNotAffectItsBatch() {
        // When
        var batch = read("system-without-sender");

        // Then
        assertThat(batch.messages())
                .extracting(ParsedMessage::content)
                .containsExactly(
                        new Content.Notice("user_changed_user_id", "User A changed"),
                        new Content.Text("Are you open?"));
        assertThat(batch.malformed()).isEmpty();
    }

    @Test
    void otherFieldsAreIgnored() {
        // When
        var batch = read("other-fields");

        // Then
        assertThat(batch.messages())
                .extracting(ParsedMessage::content)
                .containsExactly(new Content.Text("good 7"));
        assertThat(batch.ignored()).hasSize(7).contains("a change of security");
        assertThat(batch.malformed()).isEmpty();
    }

    static Stream<Arguments> echoes() {
        return Stream.of(
                arguments("reaction", new Content.Reaction("wamid.reacted", Optional.of("👍"))),
                arguments("edit", new Content.Edited("wamid.original", "I meant Tuesday")),
                arguments("revoke", new Content.Deleted("wamid.original")),
                arguments(
                        "unsupported",
                        new Content.Unsupported(
                                Optional.of("unsupported"),
                                Optional.of("Message type is not currently supported"))),
                arguments("image", media(MediaKind.IMAGE, "1009", "image/jpeg", "")));
    }

    @ParameterizedTest
    @MethodSource("echoes")
    void everyTypeOfEchoBecomesItsContent(String payload, Content expected) {
        // When
        var echo = only("echo-" + payload);

        // Then
        assertThat(echo.byBusiness()).isTrue();
        assertThat(echo.content()).isEqualTo(expected);
    }

    @Test
    void failureWithoutAProfileHasItsCodeAndText() {
        // When
        var status = read("status-failed-of-a-bare-contact").statuses().getFirst();

        // Then
        assertThat(status.status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(status.errorCode()).hasValue("131047");
        assertThat(status.errorText()).hasValue("More than 24 hours have passed");
    }

    @ParameterizedTest
    @MethodSource("contents")
    void everyTypeBecomesItsContent(String payload, Content expected) {
        assertThat(only(payload).content()).isEqualTo(expected);
    }

    @Test
    void secondsAndMillisecondsAreAccepted() {
        assertThat(only("text").providerTime()).isEqualTo(Instant.ofEpochSecond(1_790_000_000));
        assertThat(only("text-in-milliseconds").providerTime())
                .isEqualTo(Instant.ofEpochMilli(1_790_000_000_123L));
    }

    @Test
    void quotedMessageNameAndRawFragmentAreKept() {
        // When
        var message = only("reply");

        // Then
        assertThat(message.quotes()).hasValue("wamid.quoted");
        assertThat(message.customerName()).hasValue("Ana Lima");
        assertThat(message.raw()).contains("\"wamid.quoted\"").doesNotContain("contacts");
        assertThat(message.receivedAt()).isEqualTo(NOW);
    }

    @Test
    void senderHasANumberOrAUserIdOrBoth() {
        assertThat(only("text").sender())
                .isEqualTo(new Sender(Optional.of("+15550001111"), Optional.of("US.9001")));
        assertThat(only("hidden-number").sender())
                .isEqualTo(new Sender(Optional.empty(), Optional.of("US.9001")));
    }

    @Test
    void customerWithANewNumberKeepsTheAliasAndIsAnsweredAtTheNewNumber() {
        // When
        var batch = read("system");

        // Then
        var previous = new Sender(Optional.of("+15550001111"), Optional.empty());
        var current = new Sender(Optional.of("+15550002222"), Optional.empty());
        assertThat(batch.messages().getFirst().sender())
                .isEqualTo(previous.withAddress(current.address()));
        assertThat(batch.identityChanges())
                .containsExactly(
                        new IdentityChange(
                                Channel.META,
                                new BusinessNumber("100000000000001", "+15559990000"),
                                previous,
                                current));
    }

    /** Without a sender, as Meta documents it; both user ids may also come with a number. */
    @Test
    void customerWithANewUserIdKeepsTheAliasWithoutASender() {
        // When
        var batch = read("system-user-id");

        // Then
        assertThat(batch.identityChanges())
                .extracting(IdentityChange::previous, IdentityChange::current)
                .containsExactly(
                        tuple(
                                new Sender(Optional.empty(), Optional.of("US.9001")),
                                new Sender(Optional.empty(), Optional.of("US.9002"))),
                        tuple(
                                new Sender(Optional.of("+15550001111"), Optional.of("US.1")),
                                new Sender(
                                        Optional.of("+525512345678"),
                                        Optional.of("US.2"),
                                        CustomerAddress.of("+5215512345678"))));
        assertThat(batch.messages())
                .extracting(message -> message.sender().address().value())
                .containsExactly("US.9002", "+5215512345678", "+15550003333");
    }

    @Test
    void wholeBatchIsReadAndRoutedByTheNumberOfEachChange() {
        // When
        var batch = read("batch");

        // Then
        assertThat(batch.messages())
                .extracting(
                        ParsedMessage::providerMessageId,
                        message -> message.business().id(),
                        message -> message.business().phone(),
                        message -> message.sender().phone().orElse(""),
                        message -> message.customerName().orElse(""))
                .containsExactly(
                        tuple(
                                "wamid.b1",
                                "100000000000001",
                                "+15559990000",
                                "+15550001111",
                                "N1111"),
                        tuple(
                                "wamid.b2",
                                "100000000000001",
                                "+15559990000",
                                "+15550002222",
                                "N2222"),
                        tuple(
                                "wamid.b3",
                                "100000000000001",
                                "+15559990000",
                                "+15550001111",
                                "N1111"),
                        tuple(
                                "wamid.b4",
                                "100000000000002",
                                "+15559990001",
                                "+15550001111",
                                "N1111"));
        assertThat(batch.statuses())
                .extracting(
                        ProviderStatusReceived::providerMessageId, ProviderStatusReceived::status)
                .containsExactly(
                        tuple("wamid.bs1", DeliveryStatus.SENT),
                        tuple("wamid.bs2", DeliveryStatus.READ),
                        tuple("wamid.bs3", DeliveryStatus.DELIVERED));
    }

    @Test
    void statusHasOurPartAndItsFailure() {
        // When
        var delivered = read("status-delivered").statuses().getFirst();
        var failed = read("status-failed").statuses().getFirst();
        var played = read("status-played").statuses().getFirst();

        // Then
        assertThat(delivered.part()).hasValue(PartId.of("7b0d2f64-3c7e-5d11-8a21-0f1e2d3c4b5a.2"));
        assertThat(delivered.providerTime()).isEqualTo(Instant.ofEpochSecond(1_790_000_001));
        assertThat(failed.errorCode()).hasValue("131026");
        assertThat(failed.errorText()).hasValue("Receiver is incapable of receiving this message");
        assertThat(played.status()).isEqualTo(DeliveryStatus.READ);
    }

    @Test
    void messageOfThePairedPhoneIsTheBusinesssInTheCustomersConversation() {
        // When
        var batch = read("message-echo");

        // Then
        assertThat(batch.ignored()).isEmpty();
        assertThat(batch.messages())
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.byBusiness()).isTrue();
                    assertThat(message.sender().phone()).hasValue("+15550001111");
                    assertThat(message.business())
                            .isEqualTo(new BusinessNumber("100000000000001", "+15559990000"));
                    assertThat(message.providerMessageId()).isEqualTo("wamid.echo");
                    assertThat(message.content()).isEqualTo(new Content.Text("typed on the phone"));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "group-message,a message in a group",
        "own-message,our own message",
        "own-message-marked,our own message",
        "template-update,a change of message_template_status_update",
        "status-deleted,a status deleted",
        "status-in-orbit,a status in_orbit",
        "status-warning,a status warning",
        "status-payment,a status failed",
        "history,a change of history",
        "standby,a change of standby",
        "app-state-sync,a change of smb_app_state_sync",
        "errors-only,error 130429: Message failed to send because there were too many messages"
    })
    void otherItemsAreIgnoredByName(String payload, String ignored) {
        // When
        var batch = read(payload);

        // Then
        assertThat(batch.messages()).isEmpty();
        assertThat(batch.statuses()).isEmpty();
        assertThat(batch.ignored()).containsExactly(ignored);
    }

    @Test
    void missingArraysAreNoError() {
        assertThat(read("missing-arrays"))
                .isEqualTo(new WebhookResult.Accepted(List.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "malformed-no-id,entry[0].changes[0].value.messages[0].id is missing",
        "malformed-no-sender,entry[0].changes[0].value.messages[0].from is missing",
        "malformed-no-phone-number-id,"
                + "entry[0].changes[0].value.metadata.phone_number_id is missing"
    })
    void malformedItemIsNamed(String payload, String reason) {
        // When
        var batch = read(payload);

        // Then
        assertThat(batch.messages()).isEmpty();
        assertThat(batch.malformed()).containsExactly(reason);
    }

    @Test
    void bodyThatIsNotABatchIsRefused() {
        assertThatThrownBy(() -> read("malformed-array"))
                .isInstanceOf(MalformedWebhookException.class)
                .hasMessage("the body is no JSON object");
    }

    private static ParsedMessage only(String payload) {
        var batch = read(payload);
        assertThat(batch.messages()).hasSize(1);
        return batch.messages().getFirst();
    }

    private static WebhookResult.Accepted read(String payload) {
        try {
            var root = Json.mapper().readTree(Payloads.bytes("meta/" + payload + ".json"));
            return new MetaBatch(NOW).read(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a change with these fields of its value, in single quotes. */
    private static WebhookResult.Accepted readChange(String fields) {
        var json =
                "{'entry':[{'changes':[{'field':'messages','value':{'metadata':"
                        + "{'phone_number_id':'1'},"
                        + fields
                        + "}}]}]}";
        try {
            return new MetaBatch(NOW).read(Json.mapper().readTree(json.replace('\'', '"')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Content media(MediaKind kind, String id, String mimeType, String caption) {
        var item =
                new MediaRef(
                        kind, id, Optional.of(mimeType), Optional.of("Sj0="), Optional.empty());
        return new Content.Media(
                List.of(item), Optional.of(caption).filter(text -> !text.isEmpty()));
    }

    private static Content choice(ChoiceKind kind, String id, String title) {
        return new Content.Choice(kind, id, title, Optional.empty());
    }

    private static Content form(String name, String body, String answers) {
        return new Content.Choice(ChoiceKind.FORM, name, body, Optional.of(answers));
    }
}
