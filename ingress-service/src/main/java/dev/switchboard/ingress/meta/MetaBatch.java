package dev.switchboard.ingress.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.ingress.identity.CanonicalNumbers;
import dev.switchboard.ingress.identity.IdentityChange;
import dev.switchboard.ingress.webhook.CustomerMessage;
import dev.switchboard.ingress.webhook.MalformedWebhookException;
import dev.switchboard.ingress.webhook.Reading;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.identity.BusinessNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A Meta webhook: several accounts ({@code entry}), several changes of each, several messages and
 * statuses in each change, each for the business number that its change names. Arrays may be
 * missing.
 */
final class MetaBatch {
    private final Instant receivedAt;
    private final List<CustomerMessage> messages = new ArrayList<>();
    private final List<ProviderStatusReceived> statuses = new ArrayList<>();
    private final List<IdentityChange> identityChanges = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<String> malformed = new ArrayList<>();

    MetaBatch(Instant receivedAt) {
        this.receivedAt = receivedAt;
    }

    /**
     * An item that cannot be read is noted and costs the others nothing: Meta would repeat all of
     * them for days, and in the end drop them.
     *
     * @throws MalformedWebhookException when it is no batch at all
     */
    Reading.Accepted read(JsonNode root) {
        if (!root.isObject()) {
            throw new MalformedWebhookException("the body is no JSON object");
        }
        each(root, "entry", "", (entry, at) -> each(entry, "changes", at + ".", this::readChange));
        return new Reading.Accepted(messages, statuses, identityChanges, ignored, malformed);
    }

    private void readChange(JsonNode change, String at) {
        var value = change.path("value");
        var where = at + ".value.";
        var field = MetaNodes.text(change, "field").orElse("messages");
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
        } else if (MetaMessage.isNewsOfNobody(value, message)) {
            ignored.add("a system message of nobody: " + systemType(message));
        } else {
            var business = business(value, at);
            messages.add(MetaMessage.read(value, message, business, at, receivedAt));
            MetaIdentityChange.of(message, business).ifPresent(identityChanges::add);
        }
    }

    private static String systemType(JsonNode message) {
        return message.path("system").path("type").asText("");
    }

    /**
     * Whether a person typed it or our own API sent it is for those to tell who know what we sent.
     */
    private void readEcho(JsonNode value, JsonNode echo, String at) {
        if (echo.hasNonNull("group_id")) {
            ignored.add("a message in a group");
        } else {
            messages.add(MetaMessage.readEcho(echo, business(value, at), at, receivedAt));
        }
    }

    /** A business's own messages come back in some set-ups, and nobody is to answer them. */
    private static boolean isOurOwn(JsonNode value, JsonNode message) {
        var own = MetaNodes.text(value.path("metadata"), "display_phone_number");
        return message.path("from_me").asBoolean()
                || (own.isPresent() && own.equals(MetaNodes.text(message, "from")));
    }

    private static BusinessNumber business(JsonNode value, String at) {
        var metadata = value.path("metadata");
        var where = at.substring(0, at.lastIndexOf('.')) + ".metadata";
        var id = MetaNodes.required(metadata, "phone_number_id", where);
        var phone = MetaNodes.text(metadata, "display_phone_number").flatMap(CanonicalNumbers::of);
        return new BusinessNumber(id, phone.orElse(id));
    }

    private void readStatus(JsonNode status, String at) {
        MetaStatus.read(status, at, receivedAt)
                .ifPresentOrElse(
                        statuses::add,
                        () -> ignored.add("a status " + status.path("status").asText()));
    }

    private void readError(JsonNode error, String at) {
        ignored.add(
                "error "
                        + MetaNodes.text(error, "code").orElse("without a code")
                        + MetaNodes.errorText(error).map(text -> ": " + text).orElse(""));
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
