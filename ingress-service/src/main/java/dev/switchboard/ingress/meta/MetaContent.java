package dev.switchboard.ingress.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.model.content.ChoiceKind;
import dev.switchboard.model.content.ContactCard;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.MediaKind;
import dev.switchboard.model.content.MediaRef;
import dev.switchboard.model.content.OrderItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a Meta message contains, by its {@code type}. What cannot be told is kept as unsupported.
 */
final class MetaContent {
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
            case "text" -> MetaNodes.text(body, "body").map(Content.Text::new);
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
            case "reaction" -> reaction(body);
            case "order" -> Optional.of(order(body));
            case "edit" -> edited(body);
            case "revoke" -> originalOf(body).map(Content.Deleted::new);
            case "system" -> Optional.of(notice(body));
            default -> Optional.empty();
        };
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
                        MetaNodes.text(place, "address")));
    }

    private static Optional<Content> contacts(JsonNode written) {
        List<ContactCard> cards = new ArrayList<>();
        for (var card : written) {
            List<String> phones = new ArrayList<>();
            for (var phone : card.path("phones")) {
                MetaNodes.text(phone, "phone")
                        .or(() -> MetaNodes.text(phone, "wa_id"))
                        .ifPresent(phones::add);
            }
            var name = MetaNodes.text(card.path("name"), "formatted_name");
            cards.add(new ContactCard(name.orElse(""), phones));
        }
        return cards.isEmpty() ? Optional.empty() : Optional.of(new Content.Contacts(cards));
    }

    /** The payload is what the template's author chose; without one it is the button's text. */
    private static Optional<Content> button(JsonNode button) {
        return MetaNodes.text(button, "payload")
                .or(() -> MetaNodes.text(button, "text"))
                .map(id -> choice(ChoiceKind.TEMPLATE_BUTTON, id, button.path("text")));
    }

    private static Optional<Content> interactive(JsonNode interactive) {
        var reply = interactive.path(interactive.path("type").asText());
        return switch (interactive.path("type").asText()) {
            case "button_reply" -> reply(ChoiceKind.BUTTON, reply);
            case "list_reply" -> reply(ChoiceKind.LIST_ROW, reply);
            case "nfm_reply" -> Optional.of(form(reply));
            default -> Optional.empty();
        };
    }

    private static Optional<Content> reply(ChoiceKind kind, JsonNode reply) {
        return MetaNodes.text(reply, "id").map(id -> choice(kind, id, reply.path("title")));
    }

    private static Content choice(ChoiceKind kind, String id, JsonNode title) {
        return new Content.Choice(kind, id, title.asText(""), Optional.empty());
    }

    private static Content form(JsonNode form) {
        return new Content.Choice(
                ChoiceKind.FORM,
                form.path("name").asText("flow"),
                form.path("body").asText(""),
                MetaNodes.text(form, "response_json"));
    }

    private static Optional<Content> reaction(JsonNode reaction) {
        return MetaNodes.text(reaction, "message_id")
                .map(id -> new Content.Reaction(id, MetaNodes.text(reaction, "emoji")));
    }

    private static Content order(JsonNode order) {
        List<OrderItem> items = new ArrayList<>();
        for (var item : order.path("product_items")) {
            items.add(
                    new OrderItem(
                            item.path("product_retailer_id").asText(""),
                            item.path("quantity").asInt(),
                            item.path("item_price").asText(""),
                            item.path("currency").asText("")));
        }
        var catalog = order.path("catalog_id").asText("");
        return new Content.Order(catalog, MetaNodes.text(order, "text"), items);
    }

    /** The new words, or the new caption of a media message. */
    private static Optional<Content> edited(JsonNode edit) {
        var now = edit.path("message");
        var words =
                MetaNodes.text(now.path("text"), "body")
                        .or(() -> MetaNodes.text(now.path(now.path("type").asText()), "caption"));
        return originalOf(edit).map(id -> new Content.Edited(id, words.orElse("")));
    }

    private static Optional<String> originalOf(JsonNode change) {
        return MetaNodes.text(change, "original_message_id");
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
