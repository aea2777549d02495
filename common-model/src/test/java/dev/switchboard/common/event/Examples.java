package dev.switchboard.common.event;

import dev.switchboard.common.content.ChoiceKind;
import dev.switchboard.common.content.ContactCard;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.content.MediaRef;
import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.content.OrderItem;
import dev.switchboard.common.content.Referral;
import dev.switchboard.common.content.ReferredProduct;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Examples of every event and content, for tests of their JSON form. */
public final class Examples {
    private static final Instant AT = Instant.parse("2026-11-20T08:00:00.123Z");
    private static final ConversationKey CONVERSATION =
            new ConversationKey(
                    Channel.META,
                    new BusinessNumber("100000000000001", "+15559990000"),
                    new CustomerAddress("+15550001111"));
    private static final UUID EVENT = UUID.fromString("0a1b2c3d-0000-4000-8000-000000000001");

    private Examples() {}

    public static List<Event> ofEveryEvent() {
        var turn = TurnId.startingWith(text().id());
        var reply = ReplyId.to(turn);
        return List.of(
                text(),
                new TurnReady(
                        turn,
                        CONVERSATION,
                        List.of(text(), picture()),
                        TurnReady.Closing.QUIET,
                        AT),
                new ReplyDecided(
                        reply,
                        CONVERSATION,
                        ReplyDecided.Author.AI,
                        Optional.of("gemini-2.5-flash"),
                        "Hello Ana",
                        List.of(),
                        3,
                        List.of(turn),
                        Optional.of("wamid.1"),
                        AT),
                new ProviderStatusReceived(
                        EVENT,
                        Channel.META,
                        "wamid.2",
                        Optional.of(new PartId(reply, 1)),
                        DeliveryStatus.FAILED,
                        "failed",
                        Optional.of("131047"),
                        Optional.of("Re-engagement message"),
                        AT,
                        AT.plusMillis(80)),
                new OwnershipChanged(EVENT, CONVERSATION, false, 3, AT),
                new ConversationChanged(
                        EVENT,
                        CONVERSATION,
                        ConversationChanged.Change.ANSWERING,
                        Map.of("quotes", "wamid.1"),
                        AT),
                new WebhookLogged(
                        EVENT,
                        "meta",
                        "POST",
                        Optional.of("/webhook"),
                        Optional.of("part=1"),
                        Map.of("content-type", "application/json"),
                        "{\"object\":\"whatsapp_business_account\"}",
                        true,
                        "accepted",
                        200,
                        Duration.ofMillis(7),
                        Optional.empty(),
                        AT),
                new DeadLettered(
                        EVENT,
                        "turns",
                        7,
                        42,
                        Optional.of("key"),
                        Optional.of("TurnReady"),
                        Map.of("event-type", "TurnReady"),
                        "e30=",
                        "no such thing",
                        5,
                        AT));
    }

    /** Returns one example of every content. */
    public static List<Content> ofEveryContent() {
        return List.of(
                text().content(),
                picture().content(),
                new Content.Location(
                        -23.5613,
                        -46.6565,
                        Optional.of("MASP"),
                        Optional.of("Av. Paulista 1578"),
                        Optional.of("https://masp.example")),
                new Content.Contacts(
                        List.of(
                                new ContactCard(
                                        "Rui Costa",
                                        List.of("+351 910 000 000", "351910000001"),
                                        List.of("rui@example.org")))),
                new Content.Choice(
                        ChoiceKind.LIST_ROW,
                        "size-l",
                        "Large",
                        Optional.empty(),
                        Optional.of("for three")),
                new Content.Choice(
                        ChoiceKind.FORM, "flow", "Sent", Optional.of("{\"guests\":\"4\"}")),
                new Content.Reaction("wamid.1", Optional.of("👍")),
                new Content.Order(
                        "c1",
                        Optional.of("please fast"),
                        List.of(new OrderItem("sku-1", 2, "19.99", "EUR"))),
                new Content.Edited("wamid.1", "Good evening"),
                new Content.Deleted("wamid.1"),
                new Content.Notice("request_welcome", ""),
                new Content.Unsupported(
                        Optional.of("poll_creation"), Optional.of("not passed on")));
    }

    /** Returns a message with every kind of context. */
    public static MessageReceived referring() {
        var plain = text();
        return new MessageReceived(
                plain.id(),
                plain.conversation(),
                plain.providerMessageId(),
                plain.content(),
                plain.customerName(),
                Optional.of("wamid.0"),
                plain.providerTime(),
                plain.receivedAt(),
                plain.raw(),
                false,
                Optional.of(
                        new MessageContext(
                                true,
                                Optional.of(new ReferredProduct("c1", "sku-1")),
                                Optional.of(
                                        new Referral(
                                                Optional.of("Chat with us"),
                                                Optional.of("Summer succulents are here!"),
                                                Optional.of("ad"),
                                                Optional.of("120226305854810726"),
                                                Optional.of("https://fb.example/3cr4"),
                                                Optional.of("Aff-n8ZTODiE79d22KtAwQKj9e"),
                                                Optional.of("https://cdn.example/a.jpg"),
                                                Optional.of("How can we help?"))))));
    }

    private static MessageReceived text() {
        return message("wamid.1", new Content.Text("Good morning 👋"));
    }

    private static MessageReceived picture() {
        var image =
                new MediaRef(
                        MediaKind.IMAGE,
                        "900",
                        Optional.of("image/jpeg"),
                        Optional.of("c2hh"),
                        Optional.empty());
        return message("wamid.3", new Content.Media(List.of(image), Optional.of("my cat")));
    }

    private static MessageReceived message(String providerId, Content content) {
        return new MessageReceived(
                MessageId.ofProvider(Channel.META, providerId),
                CONVERSATION,
                providerId,
                content,
                Optional.of("Ana Lima"),
                Optional.empty(),
                AT,
                AT.plusMillis(250),
                "{\"id\":\"" + providerId + "\"}");
    }
}
