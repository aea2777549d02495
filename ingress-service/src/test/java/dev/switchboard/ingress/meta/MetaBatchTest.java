package dev.switchboard.ingress.meta;

import static dev.switchboard.ingress.testing.Requests.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.switchboard.ingress.identity.Sender;
import dev.switchboard.ingress.testing.Payloads;
import dev.switchboard.ingress.webhook.CustomerMessage;
import dev.switchboard.ingress.webhook.MalformedWebhookException;
import dev.switchboard.ingress.webhook.Reading;
import dev.switchboard.model.content.ChoiceKind;
import dev.switchboard.model.content.ContactCard;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.MediaKind;
import dev.switchboard.model.content.MediaRef;
import dev.switchboard.model.content.OrderItem;
import dev.switchboard.model.event.DeliveryStatus;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.model.wire.Json;
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

class MetaBatchTest {

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
                arguments("list-reply", choice(ChoiceKind.LIST_ROW, "size-l", "Large")),
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

    @ParameterizedTest
    @MethodSource("contents")
    void everyKindBecomesItsContent(String payload, Content expected) {
        assertThat(only(payload).content()).isEqualTo(expected);
    }

    @Test
    void numberWithSecondsOrMillisecondsIsTheSameKindOfTime() {
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
        assertThat(only("system").sender())
                .isEqualTo(new Sender(Optional.of("+15550001111"), Optional.empty()));
    }

    @Test
    void batchIsReadWholeAndRoutedByEachChangesOwnNumber() {
        // When
        var batch = read("batch");

        // Then
        assertThat(batch.messages())
                .extracting(
                        CustomerMessage::providerMessageId,
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
    void statusBringsBackOurPartAndItsFailure() {
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
    void whatThePhonesOwnerTypedBelongsToTheCustomersConversationAndIsTheBusinesss() {
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
        "errors-only,error 130429: Message failed to send because there were too many messages"
    })
    void whatIsNoCustomersMessageIsIgnoredByName(String payload, String ignored) {
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
                .isEqualTo(new Reading.Accepted(List.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "malformed-no-id,entry[0].changes[0].value.messages[0].id is missing",
        "malformed-no-sender,entry[0].changes[0].value.messages[0].from is missing",
        "malformed-no-phone-number-id,"
                + "entry[0].changes[0].value.metadata.phone_number_id is missing",
        "malformed-array,the body is no JSON object"
    })
    void whatIsWrongIsNamed(String payload, String reason) {
        assertThatThrownBy(() -> read(payload))
                .isInstanceOf(MalformedWebhookException.class)
                .hasMessage(reason);
    }

    private static CustomerMessage only(String payload) {
        var batch = read(payload);
        assertThat(batch.messages()).hasSize(1);
        return batch.messages().getFirst();
    }

    private static Reading.Accepted read(String payload) {
        try {
            var root = Json.mapper().readTree(Payloads.bytes("meta/" + payload + ".json"));
            return new MetaBatch(NOW).read(root);
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
}
