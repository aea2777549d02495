package dev.switchboard.ingress.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchboard.ingress.webhook.CustomerMessage;
import dev.switchboard.ingress.webhook.MalformedWebhookException;
import dev.switchboard.ingress.webhook.OwnNumbers;
import dev.switchboard.model.wire.Json;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A message of Twilio's message list, which says less than its webhook did: not the customer's name
 * or user id, not what is quoted, and of a tap on a button or a shared place only what words there
 * are.
 */
public final class ListedMessage {
    private final JsonNode listed;

    public ListedMessage(JsonNode listed) {
        this.listed = listed;
    }

    /** Twilio's id; empty where it is missing. */
    public String sid() {
        return listed.path("sid").asText("");
    }

    public boolean isInbound() {
        return listed.path("direction").asText("").equals("inbound");
    }

    public boolean hasMedia() {
        return !listed.path("num_media").asText("0").equals("0");
    }

    /** To the second; empty where Twilio does not say. */
    public Optional<Instant> writtenAt() {
        return at("date_created").or(() -> at("date_sent"));
    }

    private Optional<Instant> at(String name) {
        try {
            var text = listed.path(name).asText("");
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /**
     * The message as its webhook would have brought it: same id, same conversation, same content as
     * far as the list tells; empty where a webhook of it would have been ignored.
     *
     * @param media the answer of its media list
     * @param base where Twilio is, without a slash at the end
     * @throws MalformedWebhookException naming the field without which it cannot be routed
     */
    public Optional<CustomerMessage> asReceived(
            JsonNode media, String base, OwnNumbers own, Instant now) {
        var fields = TwilioFields.ofJson(form(media, base));
        return TwilioMessage.otherChannel(fields).isPresent() || TwilioMessage.isOurOwn(fields, own)
                ? Optional.empty()
                : Optional.of(TwilioMessage.read(fields, writtenAt().orElse(now), now));
    }

    /** The webhook's form, with the names it has there. */
    private String form(JsonNode media, String base) {
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
            form.put("MediaUrl" + i, base + uri);
            form.put("MediaContentType" + i, items.path(i).path("content_type").asText(""));
        }
        return form.toString();
    }

    private void copy(String name, String formName, ObjectNode form) {
        var value = listed.path(name);
        if (value.isValueNode() && !value.isNull()) {
            form.put(formName, value.asText());
        }
    }
}
