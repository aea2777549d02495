package dev.switchboard.channels.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.channels.webhook.IdentityChange;
import dev.switchboard.channels.webhook.MalformedWebhookException;
import dev.switchboard.channels.webhook.ParsedMessage;
import dev.switchboard.channels.webhook.PhoneNumberCache;
import dev.switchboard.channels.webhook.WebhookResult;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.BusinessNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Meta webhook: several accounts ({@code entry}), several changes of each, several messages and
 * statuses in each change, for the business number that the change names. Arrays may be missing.
 */
final class MetaBatch {
    private final Instant receivedAt;
    private final List<ParsedMessage> messages = new ArrayList<>();
    private final List<ProviderStatusReceived> statuses = new ArrayList<>();
    private final List<IdentityChange> identityChanges = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<String> malformed = new ArrayList<>();

    MetaBatch(Instant receivedAt) {
        this.receivedAt = receivedAt;
    }

    /**
     * Notes an item that cannot be parsed and reads the others: Meta would otherwise retry all of
     * them for days and then drop them.
     *
     * @throws MalformedWebhookException when it is not a batch
     */
    WebhookResult.Accepted read(JsonNode root) {
        if (!root.isObject()) {
            throw new MalformedWebhookException("the body is no JSON object");
        }
        each(root, "entry", "", (entry, at) -> each(entry, "changes", at + ".", this::readChange));
        return new WebhookResult.Accepted(messages, statuses, identityChanges, ignored, malformed);
    }

    private void readChange(JsonNode change, String at) {
        var value = change.path("value");
        var where = at + ".value.";
        var field = MetaJson.text(change, "field").orElse("messages");
        switch (field) {
            case "messages" -> readMessages(value, where);
            case "smb_message_echoes" ->
                    each(
                            value,
                            "message_echoes",
                            where,
                            (echo, path) -> readEcho(value, echo, path));
            default -> ignored.add("a change of " + field);
        }
    }

    private void readMessages(JsonNode value, String where) {
        each(value, "messages", where, (message, path) -> readMessage(value, message, path));
        each(value, "statuses", where, this::readStatus);
        each(value, "errors", where, this::readError);
    }

    private void readMessage(JsonNode value, JsonNode message, String at) {
        if (message.hasNonNull("group_id")) {
            ignored.add("a message in a group");
        } else if (isOurOwn(value, message)) {
            ignored.add("our own message");
        } else if (MetaMessageParser.hasNoCustomer(value, message)) {
            ignored.add("a system message of nobody: " + systemType(message));
        } else {
            var business = business(value, at);
            messages.add(MetaMessageParser.read(value, message, business, at, receivedAt));
            MetaIdentityChange.of(message, business).ifPresent(identityChanges::add);
        }
    }

    private static String systemType(JsonNode message) {
        return message.path("system").path("type").asText("");
    }

    /** Accepts echoes of our own sends too; only services that know our sends can tell them. */
    private void readEcho(JsonNode value, JsonNode echo, String at) {
        if (echo.hasNonNull("group_id")) {
            ignored.add("a message in a group");
        } else {
            messages.add(MetaMessageParser.readEcho(echo, business(value, at), at, receivedAt));
        }
    }

    /** A business's own messages come back in some set-ups and must not be answered. */
    private static boolean isOurOwn(JsonNode value, JsonNode message) {
        var own = MetaJson.text(value.path("metadata"), "display_phone_number");
        return message.path("from_me").asBoolean()
                || (own.isPresent() && own.equals(MetaJson.text(message, "from")));
    }

    private static BusinessNumber business(JsonNode value, String at) {
        var metadata = value.path("metadata");
        var where = at.substring(0, at.lastIndexOf('.')) + ".metadata";
        var id = MetaJson.required(metadata, "phone_number_id", where);
        var phone = MetaJson.text(metadata, "display_phone_number").flatMap(PhoneNumberCache::of);
        return new BusinessNumber(id, phone.orElse(id));
    }

    private void readStatus(JsonNode status, String at) {
        MetaStatusParser.read(status, at, receivedAt)
                .ifPresentOrElse(
                        statuses::add,
                        () -> ignored.add("a status " + status.path("status").asText()));
    }

    private void readError(JsonNode error, String at) {
        ignored.add(
                "error "
                        + MetaJson.text(error, "code").orElse("without a code")
                        + MetaJson.errorText(error).map(text -> ": " + text).orElse(""));
    }

    private interface Item {
        void read(JsonNode node, String at);
    }

    private void each(JsonNode parent, String name, String before, Item item) {
        var array = parent.path(name);
        if (!array.isArray()) {
            if (!array.isMissingNode() && !array.isNull()) {
                malformed.add(before + name + " is no list");
            }
            return;
        }
        for (var i = 0; i < array.size(); i++) {
            read(array.path(i), before + name + "[" + i + "]", item);
        }
    }

    private void read(JsonNode node, String at, Item item) {
        if (!node.isObject()) {
            malformed.add(at + " is no object");
            return;
        }
        try {
            item.read(node, at);
        } catch (MalformedWebhookException e) {
            malformed.add(e.reason());
        } catch (IllegalArgumentException _) {
            malformed.add(at + " cannot be read");
        }
    }
}
