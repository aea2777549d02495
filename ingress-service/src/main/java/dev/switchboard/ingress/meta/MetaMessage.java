package dev.switchboard.ingress.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.switchboard.ingress.identity.CanonicalNumbers;
import dev.switchboard.ingress.identity.Sender;
import dev.switchboard.ingress.webhook.CustomerMessage;
import dev.switchboard.ingress.webhook.MalformedWebhookException;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import java.time.Instant;
import java.util.Optional;

/** Reads one message of a Meta batch. */
final class MetaMessage {
    private MetaMessage() {}

    /**
     * @param value what the message stands in; holds the senders' cards
     * @param at where the message stands, for complaints
     */
    static CustomerMessage read(
            JsonNode value, JsonNode message, BusinessNumber business, String at, Instant now) {
        var card = cardOf(value, message);
        return new CustomerMessage(
                Channel.META,
                business,
                sender(message, card, at),
                MetaNodes.required(message, "id", at),
                MetaContent.of(message),
                MetaNodes.text(card.path("profile"), "name"),
                MetaNodes.text(message.path("context"), "id"),
                MetaNodes.time(message, "timestamp", now),
                now,
                message.toString(),
                false,
                MetaContext.of(message));
    }

    /**
     * Whether WhatsApp tells of a customer whom it does not name at all: nobody wrote, and there is
     * nobody to whom it belongs.
     */
    static boolean isNewsOfNobody(JsonNode value, JsonNode message) {
        return message.path("type").asText().equals("system")
                && MetaIdentityChange.sender(message).isEmpty()
                && address(message, cardOf(value, message)).isEmpty();
    }

    /**
     * Reads what the business itself wrote to a customer, as Meta tells it of a number that is used
     * on a phone as well: the customer is in {@code to}.
     */
    static CustomerMessage readEcho(
            JsonNode echo, BusinessNumber business, String at, Instant now) {
        var userId = MetaNodes.text(echo, "to_user_id");
        var to =
                MetaNodes.text(echo, "to")
                        .or(() -> userId)
                        .orElseThrow(() -> new MalformedWebhookException(at + ".to is missing"));
        return new CustomerMessage(
                Channel.META,
                business,
                Sender.of(to, userId),
                MetaNodes.required(echo, "id", at),
                MetaContent.of(echo),
                Optional.empty(),
                MetaNodes.text(echo.path("context"), "id"),
                MetaNodes.time(echo, "timestamp", now),
                now,
                echo.toString(),
                true,
                Optional.empty());
    }

    /**
     * Those who hide their number have no {@code from}; a business-scoped user id stands for it.
     */
    private static Sender sender(JsonNode message, JsonNode card, String at) {
        return MetaIdentityChange.sender(message).orElseGet(() -> writer(message, card, at));
    }

    private static Sender writer(JsonNode message, JsonNode card, String at) {
        var address =
                address(message, card)
                        .orElseThrow(() -> new MalformedWebhookException(at + ".from is missing"));
        return Sender.of(address, userId(message, card));
    }

    private static Optional<String> address(JsonNode message, JsonNode card) {
        return MetaNodes.text(message, "from")
                .or(() -> MetaNodes.text(card, "wa_id"))
                .or(() -> userId(message, card));
    }

    private static Optional<String> userId(JsonNode message, JsonNode card) {
        return userIdIn(message).or(() -> MetaNodes.text(card, "user_id"));
    }

    /**
     * The sender's card; where none can be told to be theirs, the only one there is, unless it
     * names somebody else or the batch has messages of others, whose it could be.
     */
    private static JsonNode cardOf(JsonNode value, JsonNode message) {
        var cards = value.path("contacts");
        for (var card : cards) {
            if (same(number(message, "from"), number(card, "wa_id"))
                    || same(MetaNodes.text(message, "from"), MetaNodes.text(card, "user_id"))
                    || same(userIdIn(message), MetaNodes.text(card, "user_id"))) {
                return card;
            }
        }
        var only = cards.path(cards.size() == 1 ? 0 : cards.size());
        return namesAnother(only, message) || !writesAlone(message, value.path("messages"))
                ? MissingNode.getInstance()
                : only;
    }

    private static boolean namesAnother(JsonNode card, JsonNode message) {
        return differ(number(message, "from"), number(card, "wa_id"))
                || differ(userIdIn(message), MetaNodes.text(card, "user_id"));
    }

    private static boolean writesAlone(JsonNode message, JsonNode messages) {
        for (var other : messages) {
            if (!number(other, "from").equals(number(message, "from"))
                    || !userIdIn(other).equals(userIdIn(message))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> userIdIn(JsonNode message) {
        return MetaNodes.text(message, "from_user_id");
    }

    /** As E.164 has it, whichever spelling is written; what is no number, as it is. */
    private static Optional<String> number(JsonNode parent, String name) {
        return MetaNodes.text(parent, name)
                .map(written -> CanonicalNumbers.of(written).orElse(written));
    }

    private static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent() && one.equals(other);
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }
}
