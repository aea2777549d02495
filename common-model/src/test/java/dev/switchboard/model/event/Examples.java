package dev.switchboard.model.event;

import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.MediaKind;
import dev.switchboard.model.content.MediaRef;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.identity.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One example of every event, for tests of its form. */
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
                new ConversationChanged(
                        EVENT,
                        CONVERSATION,
                        ConversationChanged.Change.CONTROL,
                        Map.of("holder", "OPERATOR"),
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
