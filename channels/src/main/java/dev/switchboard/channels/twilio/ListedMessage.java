package dev.switchboard.channels.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchboard.channels.webhook.MalformedWebhookException;
import dev.switchboard.channels.webhook.ParsedMessage;
import dev.switchboard.common.identity.BusinessNumbers;
import dev.switchboard.common.wire.Json;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Message of Twilio's message list, which has less than its webhook: not the customer's name or
 * user id, not the quoted message, and of a tapped button or a shared location only the text.
 */
public final class ListedMessage {
    private final JsonNode node;

    public ListedMessage(JsonNode node) {
        this.node = node;
    }

    /** Twilio's id; empty where it is missing. */
    public String sid() {
        return node.path("sid").asText("");
    }

    public boolean isInbound() {
        return node.path("direction").asText("").equals("inbound");
    }

    public boolean hasMedia() {
        return !node.path("num_media").asText("0").equals("0");
    }

    /** Precise to the second; empty if missing. */
    public Optional<Instant> writtenAt() {
        return at("date_created").or(() -> at("date_sent"));
    }

    private Optional<Instant> at(String name) {
        try {
            var text = node.path(name).asText("");
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /**
     * Converts to the message of its webhook: same id, same conversation, same content as far as
     * the list has it; empty if its webhook would have been ignored.
     *
     * @param media response with its media list
     * @param baseUrl Twilio's base URL without a trailing slash
     * @throws MalformedWebhookException naming the field without which it cannot be routed
     */
    public Optional<ParsedMessage> toMessage(
            JsonNode media, String baseUrl, BusinessNumbers numbers, Instant now) {
        var fields = TwilioFields.ofJson(form(media, baseUrl));
        return TwilioMessageParser.otherChannel(fields).isPresent()
                        || TwilioMessageParser.isOurOwn(fields, numbers)
                ? Optional.empty()
                : Optional.of(TwilioMessageParser.read(fields, writtenAt().orElse(now), now));
    }

    /** Fields with their names in the webhook's form. */
    private String form(JsonNode media, String baseUrl) {
        var form = Json.mapper().createObjectNode();
        form.put("MessageSid", sid());
        copy("account_sid", "AccountSid", form);
        copy("messaging_service_sid", "MessagingServiceSid", form);
        copy("from", "From", form);
        copy("to", "To", form);
        copy("body", "Body", form);
        copy("status", "SmsStatus", form);
        copy("num_segments", "NumSegments", form);
        copy("api_version", "ApiVersion", form);
        var items = media.path("media_list");
        form.put("NumMedia", Integer.toString(items.size()));
        for (var i = 0; i < items.size(); i++) {
            var uri = items.path(i).path("uri").asText("").replaceFirst("\\.json$", "");
            form.put("MediaUrl" + i, baseUrl + uri);
            form.put("MediaContentType" + i, items.path(i).path("content_type").asText(""));
        }
        return form.toString();
    }

    private void copy(String name, String formName, ObjectNode form) {
        var value = node.path(name);
        if (value.isValueNode() && !value.isNull()) {
            form.put(formName, value.asText());
        }
    }
}
