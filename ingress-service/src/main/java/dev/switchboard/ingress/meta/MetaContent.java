package dev.switchboard.ingress.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.model.content.ChoiceKind;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.MediaKind;
import dev.switchboard.model.content.MediaRef;
import dev.switchboard.model.content.OrderItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a Meta message contains, by its {@code type}. What cannot be told is kept as unsupported.
 */
final class MetaContent {
    /** What a customer does to a message, and says nothing by it. */
    private static final Set<String> SAYS_NOTHING =
            Set.of("reaction", "pin", "unpin", "pin_message", "keep_in_chat");

    private final JsonNode message;
    private final String type;

    private MetaContent(JsonNode message) {
        this.message = message;
        this.type = message.path("type").asText("");
    }

    static Content of(JsonNode message) {
        var content = new MetaContent(message);
        return content.known().orElseGet(content::unsupported);
    }

    private Optional<Content> known() {
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
            case "unsupported" -> saysNothing();
            default -> Optional.empty();
        };
    }

    /** What is told of a message that WhatsApp does not pass on, where that was no message. */
    private Optional<Content> saysNothing() {
        return MetaNodes.text(message.path("unsupported"), "type")
                .filter(SAYS_NOTHING::contains)
                .map(kind -> new Content.Notice(kind, ""));
    }

    /** Also one of no words: that says nothing, which is not the same as being unreadable. */
    private static Optional<Content> text(JsonNode body) {
        return body.isValueNode() && !body.isNull()
                ? Optional.of(new Content.Text(body.asText()))
                : Optional.empty();
    }

    private static MediaKind audioKind(JsonNode audio) {
        return audio.path("voice").asBoolean() ? MediaKind.VOICE : MediaKind.AUDIO;
    }

    private static Optional<Content> media(MediaKind kind, JsonNode media) {
        return MetaNodes.text(media, "id")
                .map(id ->
                        new MediaRef(
                                kind,
                                id,
                                MetaNodes.text(media, "mime_type"),
                                MetaNodes.text(media, "sha256"),
                                MetaNodes.text(media, "filename")))
                .map(item -> new Content.Media(List.of(item), MetaNodes.text(media, "caption")));
    }

    private static Optional<Content> location(JsonNode place) {
        if (!place.path("latitude").isNumber() || !place.path("longitude").isNumber()) {
            return Optional.empty();
        }
        return Optional.of(
                new Content.Location(
                        place.path("latitude").asDouble(),
                        place.path("longitude").asDouble(),
                        MetaNodes.text(place, "name"),
                        MetaNodes.text(place, "address"),
                        MetaNodes.text(place, "url")));
    }

    private static Optional<Content> contacts(JsonNode written) {
        var cards = MetaCards.of(written);
        return cards.isEmpty() ? Optional.empty() : Optional.of(new Content.Contacts(cards));
    }

    /** The payload is what the template's author chose; without one it is the button's text. */
    private static Optional<Content> button(JsonNode button) {
        return MetaNodes.text(button, "payload")
                .or(() -> MetaNodes.text(button, "text"))
                .map(id -> choice(ChoiceKind.TEMPLATE_BUTTON, id, button.path("text")));
    }

    /** A reply of a kind that is not known yet is taken for a button's, where it has a title. */
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
        return MetaNodes.text(reply, "id")
                .or(() -> MetaNodes.text(reply, "title"))
                .map(id ->
                        new Content.Choice(
                                kind,
                                id,
                                reply.path("title").asText(""),
                                Optional.empty(),
                                MetaNodes.text(reply, "description")));
    }

    private static Content choice(ChoiceKind kind, String id, JsonNode title) {
        return new Content.Choice(kind, id, title.asText(""), Optional.empty());
    }

    /** Its answers are JSON in a text; should they come as JSON itself, they are as good. */
    private static Content form(JsonNode form) {
        var answers = form.path("response_json");
        return new Content.Choice(
                ChoiceKind.FORM,
                form.path("name").asText("flow"),
                form.path("body").asText(""),
                answers.isContainerNode()
                        ? Optional.of(answers.toString())
                        : MetaNodes.text(form, "response_json"));
    }

    /** The phone may have given it by itself; either way it asks for nothing. */
    private static Content callPermission(JsonNode permission) {
        return new Content.Notice(
                "call_permission_reply",
                "calls: " + MetaNodes.text(permission, "response").orElse("unknown"));
    }

    /** Whatever it stands on, it asks for nothing. */
    private static Content reaction(JsonNode reaction) {
        return new Content.Reaction(
                MetaNodes.text(reaction, "message_id").orElse(""),
                MetaNodes.text(reaction, "emoji"));
    }

    private static Optional<Content> order(JsonNode order) {
        List<OrderItem> items = new ArrayList<>();
        for (var item : order.path("product_items")) {
            if (item.isObject()) {
                items.add(
                        new OrderItem(
                                item.path("product_retailer_id").asText(""),
                                item.path("quantity").asInt(),
                                price(item.path("item_price")),
                                item.path("currency").asText("")));
            }
        }
        var text = MetaNodes.text(order, "text");
        var catalog = order.path("catalog_id").asText("");
        return items.isEmpty() && text.isEmpty()
                ? Optional.empty()
                : Optional.of(new Content.Order(catalog, text, items));
    }

    /** Empty where it is a number beyond all measure. */
    private static String price(JsonNode price) {
        if (price.isNumber() && !Double.isFinite(price.doubleValue())) {
            return "";
        }
        return price.isNumber() ? price.decimalValue().toPlainString() : price.asText("");
    }

    /** The new words, or the new caption of a media message. */
    private static Content edited(JsonNode edit) {
        var now = edit.path("message");
        var words =
                MetaNodes.text(now.path("text"), "body")
                        .or(() -> MetaNodes.text(now.path(now.path("type").asText()), "caption"));
        return new Content.Edited(originalOf(edit), words.orElse(""));
    }

    private static String originalOf(JsonNode change) {
        return MetaNodes.text(change, "original_message_id").orElse("");
    }

    private static Content notice(JsonNode system) {
        return new Content.Notice(
                system.path("type").asText("system"), system.path("body").asText(""));
    }

    private Content unsupported() {
        var inner = MetaNodes.text(message.path("unsupported"), "type");
        var kind = inner.or(() -> Optional.of(type).filter(name -> !name.isBlank()));
        return new Content.Unsupported(kind, MetaNodes.errorText(message.path("errors").path(0)));
    }
}
