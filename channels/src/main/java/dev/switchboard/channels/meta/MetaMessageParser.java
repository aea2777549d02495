package dev.switchboard.channels.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.switchboard.channels.webhook.MalformedWebhookException;
import dev.switchboard.channels.webhook.ParsedMessage;
import dev.switchboard.channels.webhook.PhoneNumberCache;
import dev.switchboard.channels.webhook.Sender;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import java.time.Instant;
import java.util.Optional;

/** Parses one message of a Meta batch. */
final class MetaMessageParser {
    private MetaMessageParser() {}

    /**
     * @param value object that contains the message and the senders' contacts
     * @param at path of the message, for error messages
     */
    static ParsedMessage read(
            JsonNode value, JsonNode message, BusinessNumber business, String at, Instant now) {
        var contact = contactOf(value, message);
        return new ParsedMessage(
                Channel.META,
                business,
                sender(message, contact, at),
                MetaJson.required(message, "id", at),
                MetaContentParser.of(message),
                MetaJson.text(contact.path("profile"), "name"),
                MetaJson.text(message.path("context"), "id"),
                MetaJson.time(message, "timestamp", now),
                now,
                message.toString(),
                false,
                MetaContextParser.of(message),
                Optional.empty());
    }

    /** True for a system message that names no customer at all: it belongs to no conversation. */
    static boolean hasNoCustomer(JsonNode value, JsonNode message) {
        return message.path("type").asText().equals("system")
                && MetaIdentityChange.sender(message).isEmpty()
                && address(message, contactOf(value, message)).isEmpty();
    }

    /**
     * Parses an echo, a message of the business itself to a customer, which Meta sends for a number
     * with a paired phone: the customer is in {@code to}.
     */
    static ParsedMessage readEcho(JsonNode echo, BusinessNumber business, String at, Instant now) {
        var userId = MetaJson.text(echo, "to_user_id");
        var to =
                MetaJson.text(echo, "to")
                        .or(() -> userId)
                        .orElseThrow(() -> new MalformedWebhookException(at + ".to is missing"));
        return new ParsedMessage(
                Channel.META,
                business,
                Sender.of(to, userId.orElse(null)),
                MetaJson.required(echo, "id", at),
                MetaContentParser.of(echo),
                Optional.empty(),
                MetaJson.text(echo.path("context"), "id"),
                MetaJson.time(echo, "timestamp", now),
                now,
                echo.toString(),
                true,
                Optional.empty(),
                Optional.empty());
    }

    /** A customer with a hidden number has a business-scoped user id instead of {@code from}. */
    private static Sender sender(JsonNode message, JsonNode contact, String at) {
        return MetaIdentityChange.sender(message).orElseGet(() -> writerOf(message, contact, at));
    }

    private static Sender writerOf(JsonNode message, JsonNode contact, String at) {
        var address =
                address(message, contact)
                        .orElseThrow(() -> new MalformedWebhookException(at + ".from is missing"));
        return Sender.of(address, userId(message, contact).orElse(null));
    }

    private static Optional<String> address(JsonNode message, JsonNode contact) {
        return MetaJson.text(message, "from")
                .or(() -> MetaJson.text(contact, "wa_id"))
                .or(() -> userId(message, contact));
    }

    private static Optional<String> userId(JsonNode message, JsonNode contact) {
        return MetaJson.text(message, "from_user_id").or(() -> MetaJson.text(contact, "user_id"));
    }

    /**
     * Contact of the sender; if none matches, the only one there is, unless it belongs to another
     * customer or the batch has messages of others, whose it could be.
     */
    private static JsonNode contactOf(JsonNode value, JsonNode message) {
        var contacts = value.path("contacts");
        for (var contact : contacts) {
            if (same(number(message, "from"), number(contact, "wa_id"))
                    || same(text(message, "from"), text(contact, "user_id"))
                    || same(text(message, "from_user_id"), text(contact, "user_id"))) {
                return contact;
            }
        }
        var only = contacts.path(contacts.size() == 1 ? 0 : contacts.size());
        return isOfAnother(only, message) || !isOnlySender(message, value.path("messages"))
                ? MissingNode.getInstance()
                : only;
    }

    private static boolean isOfAnother(JsonNode contact, JsonNode message) {
        return differ(number(message, "from"), number(contact, "wa_id"))
                || differ(text(message, "from_user_id"), text(contact, "user_id"));
    }

    private static boolean isOnlySender(JsonNode message, JsonNode messages) {
        for (var other : messages) {
            if (!number(other, "from").equals(number(message, "from"))
                    || !text(other, "from_user_id").equals(text(message, "from_user_id"))) {
                return false;
            }
        }
        return true;
    }

    /** Number in E.164; anything that is not a number unchanged. */
    private static String number(JsonNode parent, String name) {
        var text = text(parent, name);
        return PhoneNumberCache.of(text).orElse(text);
    }

    /** Empty if it is missing. */
    private static String text(JsonNode parent, String name) {
        return MetaJson.text(parent, name).orElse("");
    }

    private static boolean same(String one, String other) {
        return !one.isEmpty() && one.equals(other);
    }

    private static boolean differ(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }
}
