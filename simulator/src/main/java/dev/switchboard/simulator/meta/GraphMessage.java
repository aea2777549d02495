package dev.switchboard.simulator.meta;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Message as a client posts it; reads any JSON and reports what is missing. */
record GraphMessage(JsonObject json) {
    private static final int MAX_TEXT_LENGTH = 4_096;
    private static final int MAX_CAPTION_LENGTH = 1_024;
    private static final List<String> TYPES =
            List.of(
                    "text",
                    "image",
                    "audio",
                    "video",
                    "document",
                    "sticker",
                    "location",
                    "contacts",
                    "interactive",
                    "reaction",
                    "template");

    /** Empty where the body is not a JSON object. */
    static Optional<GraphMessage> read(@Nullable Buffer body) {
        try {
            return body == null
                    ? Optional.empty()
                    : Optional.of(new GraphMessage(new JsonObject(body)));
        } catch (DecodeException notJson) {
            return Optional.empty();
        }
    }

    /** A read mark or a typing indicator rather than a message. */
    boolean isMark() {
        return "read".equals(json.getValue("status"));
    }

    boolean showsTyping() {
        return json.getValue("typing_indicator") instanceof JsonObject;
    }

    String markedMessage() {
        return string(json, "message_id");
    }

    String address() {
        var to = string(json, "to");
        return to.isEmpty() ? string(json, "recipient") : to;
    }

    String type() {
        var type = string(json, "type");
        return type.isEmpty() ? "text" : type;
    }

    Optional<String> callbackData() {
        return Optional.of(string(json, "biz_opaque_callback_data")).filter(it -> !it.isEmpty());
    }

    /** Text that the phone shows. */
    String shown() {
        var content = content();
        return switch (type()) {
            case "text" -> string(content, "body");
            case "reaction" -> string(content, "emoji");
            case "interactive" -> string(child(content, "body"), "text");
            case "template" -> "[template " + string(content, "name") + "]";
            default -> string(content, "caption");
        };
    }

    /** The link of the media it shows, or the id of uploaded media. */
    Optional<String> media() {
        return Optional.of(string(content(), "link"))
                .filter(it -> !it.isEmpty())
                .or(() -> Optional.of(string(content(), "id")).filter(it -> !it.isEmpty()));
    }

    Optional<MetaError> refusal() {
        if (!"whatsapp".equals(json.getValue("messaging_product"))) {
            return Optional.of(MetaError.parameter("The parameter messaging_product is required."));
        }
        if (isMark()) {
            return markedMessage().isEmpty()
                    ? Optional.of(MetaError.parameter("The parameter message_id is required."))
                    : Optional.empty();
        }
        if (address().isEmpty()) {
            return Optional.of(MetaError.parameter("The parameter to is required."));
        }
        if (!TYPES.contains(type())) {
            return Optional.of(
                    MetaError.parameter(
                            "Param type must be one of {" + String.join(", ", TYPES) + "}"));
        }
        return contentRefusal();
    }

    private Optional<MetaError> contentRefusal() {
        if (json.getValue(type()) == null) {
            return Optional.of(MetaError.parameter("The parameter " + type() + " is required."));
        }
        if (type().equals("text")) {
            return textRefusal(string(content(), "body"));
        }
        if (string(content(), "caption").length() > MAX_CAPTION_LENGTH) {
            return Optional.of(tooLong(type() + "['caption']", MAX_CAPTION_LENGTH));
        }
        var text = string(child(content(), "body"), "text");
        return type().equals("interactive") && text.length() > MAX_CAPTION_LENGTH
                ? Optional.of(tooLong("interactive['body']['text']", MAX_CAPTION_LENGTH))
                : Optional.empty();
    }

    private static Optional<MetaError> textRefusal(String body) {
        if (body.isEmpty()) {
            return Optional.of(MetaError.parameter("The parameter text['body'] is required."));
        }
        return body.length() > MAX_TEXT_LENGTH
                ? Optional.of(tooLong("text['body']", MAX_TEXT_LENGTH))
                : Optional.empty();
    }

    private static MetaError tooLong(String parameter, int limit) {
        return MetaError.parameter(
                "Param %s must be at most %d characters long.".formatted(parameter, limit));
    }

    private JsonObject content() {
        return child(json, type());
    }

    private static JsonObject child(JsonObject parent, String name) {
        return parent.getValue(name) instanceof JsonObject object ? object : new JsonObject();
    }

    private static String string(JsonObject object, String name) {
        return object.getValue(name) instanceof String text ? text : "";
    }
}
