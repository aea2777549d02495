package dev.switchboard.channels.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.content.ChoiceKind;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.content.MediaRef;
import dev.switchboard.common.content.OrderItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses the content of a Meta message by its {@code type}; unknown content is unsupported. */
final class MetaContentParser {
    /** Types of unsupported messages that are actions without a text. */
    private static final Set<String> ACTION_TYPES =
            Set.of("reaction", "pin", "unpin", "pin_message", "keep_in_chat");

    private final JsonNode message;
    private final String type;

    private MetaContentParser(JsonNode message) {
        this.message = message;
        this.type = message.path("type").asText("");
    }

    static Content of(JsonNode message) {
        var content = new MetaContentParser(message);
        return content.supported().orElseGet(content::unsupported);
    }

    private Optional<Content> supported() {
        var body = message.path(type);
        return switch (type) {
            case "text" -> text(body.path("body"));
            case "image" -> media(MediaKind.IMAGE, body);
            case "video" -> media(MediaKind.VIDEO, body);
            case "sticker" -> media(MediaKind.STICKER, body);
            case "document" -> media(MediaKind.DOCUMENT, body);
            case "voice" -> media(MediaKind.VOICE, body);
            case "audio" -> media(audioKind(body), body);
            case "location" -> location(body);
            case "contacts" -> contacts(body);
            case "button" -> button(body);
            case "interactive" -> interactive(body);
            case "reaction" -> Optional.of(reaction(body));
            case "order" -> order(body);
            case "edit" -> Optional.of(edited(body));
            case "revoke" -> Optional.of(new Content.Deleted(originalOf(body)));
            case "system" -> Optional.of(notice(body));
            case "request_welcome" -> Optional.of(new Content.Notice(type, ""));
            case "unsupported" -> action();
            default -> Optional.empty();
        };
    }

    /** Notice of an action that Meta reports as an unsupported message. */
    private Optional<Content> action() {
        return MetaJson.text(message.path("unsupported"), "type")
                .filter(ACTION_TYPES::contains)
                .map(kind -> new Content.Notice(kind, ""));
    }

    /** Accepts a blank text, which is not the same as an unsupported message. */
    private static Optional<Content> text(JsonNode body) {
        return body.isValueNode() && !body.isNull()
                ? Optional.of(new Content.Text(body.asText()))
                : Optional.empty();
    }

    private static MediaKind audioKind(JsonNode audio) {
        return audio.path("voice").asBoolean() ? MediaKind.VOICE : MediaKind.AUDIO;
    }

    private static Optional<Content> media(MediaKind kind, JsonNode media) {
        return MetaJson.text(media, "id")
                .map(id ->
                        new MediaRef(
                                kind,
                                id,
                                MetaJson.text(media, "mime_type"),
                                MetaJson.text(media, "sha256"),
                                MetaJson.text(media, "filename")))
                .map(item -> new Content.Media(List.of(item), MetaJson.text(media, "caption")));
    }

    private static Optional<Content> location(JsonNode place) {
        if (!isDegrees(place.path("latitude"), 90) || !isDegrees(place.path("longitude"), 180)) {
            return Optional.empty();
        }
        return Optional.of(
                new Content.Location(
                        place.path("latitude").asDouble(),
                        place.path("longitude").asDouble(),
                        MetaJson.text(place, "name"),
                        MetaJson.text(place, "address"),
                        MetaJson.text(place, "url")));
    }

    /** A number outside the range of a double reads as infinite. */
    private static boolean isDegrees(JsonNode value, int max) {
        return value.isNumber() && Math.abs(value.asDouble()) <= max;
    }

    private static Optional<Content> contacts(JsonNode contacts) {
        var cards = MetaContactParser.of(contacts);
        return cards.isEmpty() ? Optional.empty() : Optional.of(new Content.Contacts(cards));
    }

    /** The payload is chosen by the template's author; without one the button's text is the id. */
    private static Optional<Content> button(JsonNode button) {
        return MetaJson.text(button, "payload")
                .or(() -> MetaJson.text(button, "text"))
                .map(id -> choice(ChoiceKind.TEMPLATE_BUTTON, id, button.path("text")));
    }

    /** Treats a reply of an unknown type as a button's if it has a title. */
    private static Optional<Content> interactive(JsonNode interactive) {
        var type = interactive.path("type").asText("");
        var reply = interactive.path(type);
        return switch (type) {
            case "list_reply" -> reply(ChoiceKind.LIST_ROW, reply);
            case "nfm_reply" -> Optional.of(form(reply));
            case "call_permission_reply" -> Optional.of(callPermission(reply));
            default -> reply(ChoiceKind.BUTTON, reply);
        };
    }

    private static Optional<Content> reply(ChoiceKind kind, JsonNode reply) {
        return MetaJson.text(reply, "id")
                .or(() -> MetaJson.text(reply, "title"))
                .map(id ->
                        new Content.Choice(
                                kind,
                                id,
                                reply.path("title").asText(""),
                                Optional.empty(),
                                MetaJson.text(reply, "description")));
    }

    private static Content choice(ChoiceKind kind, String id, JsonNode title) {
        return new Content.Choice(kind, id, title.asText(""), Optional.empty());
    }

    /** Accepts the answers as JSON in a string, as Meta sends them, and as a JSON object. */
    private static Content form(JsonNode form) {
        var answers = form.path("response_json");
        return new Content.Choice(
                ChoiceKind.FORM,
                form.path("name").asText("flow"),
                form.path("body").asText(""),
                answers.isContainerNode()
                        ? Optional.of(answers.toString())
                        : MetaJson.text(form, "response_json"));
    }

    /** Notice that needs no reply; the phone may have sent it without the customer. */
    private static Content callPermission(JsonNode permission) {
        return new Content.Notice(
                "call_permission_reply",
                "calls: " + MetaJson.text(permission, "response").orElse("unknown"));
    }

    /** Accepts a reaction without a message id; it needs no reply. */
    private static Content reaction(JsonNode reaction) {
        return new Content.Reaction(
                MetaJson.text(reaction, "message_id").orElse(""), MetaJson.text(reaction, "emoji"));
    }

    private static Optional<Content> order(JsonNode order) {
        List<OrderItem> items = new ArrayList<>();
        for (var item : order.path("product_items")) {
            if (item.isObject()) {
                items.add(
                        new OrderItem(
                                item.path("product_retailer_id").asText(""),
                                quantity(item.path("quantity")),
                                price(item.path("item_price")),
                                item.path("currency").asText("")));
            }
        }
        var text = MetaJson.text(order, "text");
        var catalog = order.path("catalog_id").asText("");
        return items.isEmpty() && text.isEmpty()
                ? Optional.empty()
                : Optional.of(new Content.Order(catalog, text, items));
    }

    /** Zero for a number that cannot be a quantity. */
    private static int quantity(JsonNode value) {
        var quantity = value.asDouble();
        return quantity >= 0 && quantity <= Integer.MAX_VALUE ? (int) quantity : 0;
    }

    /** Empty for a number outside the range of a double. */
    private static String price(JsonNode price) {
        if (price.isNumber() && !Double.isFinite(price.doubleValue())) {
            return "";
        }
        return price.isNumber() ? price.decimalValue().toPlainString() : price.asText("");
    }

    /** New text, or new caption of a media message. */
    private static Content edited(JsonNode edit) {
        var message = edit.path("message");
        var type = message.path("type").asText();
        var text =
                MetaJson.text(message.path("text"), "body")
                        .or(() -> MetaJson.text(message.path(type), "caption"));
        return new Content.Edited(originalOf(edit), text.orElse(""));
    }

    private static String originalOf(JsonNode change) {
        return MetaJson.text(change, "original_message_id").orElse("");
    }

    private static Content notice(JsonNode system) {
        return new Content.Notice(
                system.path("type").asText("system"), system.path("body").asText(""));
    }

    private Content unsupported() {
        var reported = MetaJson.text(message.path("unsupported"), "type");
        var kind = reported.or(() -> Optional.of(type).filter(name -> !name.isBlank()));
        return new Content.Unsupported(kind, MetaJson.errorText(message.path("errors").path(0)));
    }
}
