package dev.switchboard.ingress.twilio;

import dev.switchboard.model.content.ChoiceKind;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.MediaKind;
import dev.switchboard.model.content.MediaRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a Twilio message contains, by the fields it carries. Orders and shared contacts have no
 * fields of their own there (a contact comes as a file, {@code text/vcard}); what cannot be told is
 * kept as unsupported.
 */
final class TwilioContent {
    /** Twilio documents ten at most; the number is the sender's word and bounds a loop. */
    private static final int MOST_MEDIA = 50;

    private final TwilioFields fields;
    private final String messageType;

    private TwilioContent(TwilioFields fields) {
        this.fields = fields;
        this.messageType = fields.get("MessageType").orElse("").toLowerCase(Locale.ROOT);
    }

    static Content of(TwilioFields fields) {
        var message = new TwilioContent(fields);
        return message.location()
                .or(message::listRow)
                .or(message::button)
                .or(message::form)
                .or(message::reaction)
                .or(message::media)
                .or(message::text)
                .orElseGet(message::unsupported);
    }

    private Optional<Content> location() {
        return degrees("Latitude", 90)
                .flatMap(latitude ->
                        degrees("Longitude", 180)
                                .map(longitude ->
                                        new Content.Location(
                                                latitude,
                                                longitude,
                                                fields.said("Label"),
                                                fields.said("Address"))));
    }

    private Optional<Double> degrees(String name, int most) {
        try {
            return fields.said(name)
                    .map(Double::valueOf)
                    .filter(degrees -> Math.abs(degrees) <= most);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<Content> listRow() {
        return fields.said("ListId").map(id -> choice(ChoiceKind.LIST_ROW, id, "ListTitle"));
    }

    private Optional<Content> button() {
        var kind = messageType.equals("button") ? ChoiceKind.TEMPLATE_BUTTON : ChoiceKind.BUTTON;
        return fields.said("ButtonPayload")
                .or(() -> fields.said("ButtonText"))
                .map(id -> choice(kind, id, "ButtonText"));
    }

    /** A sent form has its answers as JSON. */
    private Optional<Content> form() {
        return fields.said("FlowData")
                .or(() -> fields.said("InteractiveData"))
                .map(answers ->
                        new Content.Choice(
                                ChoiceKind.FORM,
                                "flow",
                                fields.get("Body").orElse(""),
                                Optional.of(answers)));
    }

    private Optional<Content> reaction() {
        return messageType.equals("reaction")
                ? Optional.of(
                        new Content.Reaction(
                                fields.said("OriginalRepliedMessageSid").orElse(""),
                                fields.said("Body")))
                : Optional.empty();
    }

    private Content choice(ChoiceKind kind, String id, String titleField) {
        var title = fields.said(titleField).or(() -> fields.get("Body")).orElse("");
        return new Content.Choice(kind, id, title, Optional.empty());
    }

    private Optional<Content> media() {
        List<MediaRef> items = new ArrayList<>();
        for (var i = 0; i < mediaCount(); i++) {
            var mimeType = fields.said("MediaContentType" + i);
            fields.said("MediaUrl" + i).map(url -> item(url, mimeType)).ifPresent(items::add);
        }
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(new Content.Media(items, fields.said("Body")));
    }

    private int mediaCount() {
        try {
            var count = fields.said("NumMedia").map(Integer::valueOf).orElse(0);
            return Math.clamp(count, 0, MOST_MEDIA);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private MediaRef item(String url, Optional<String> mimeType) {
        var kind = kind(mimeType.orElse("").toLowerCase(Locale.ROOT));
        return new MediaRef(kind, url, mimeType, Optional.empty(), Optional.empty());
    }

    /** A note recorded in WhatsApp is Ogg with Opus; other audio is a file somebody attached. */
    private MediaKind kind(String mimeType) {
        if (messageType.equals("sticker") || mimeType.startsWith("image/webp")) {
            return MediaKind.STICKER;
        }
        if (mimeType.startsWith("audio/ogg")) {
            return MediaKind.VOICE;
        }
        var slash = Math.max(mimeType.indexOf('/'), 0);
        return switch (mimeType.substring(0, slash)) {
            case "image" -> MediaKind.IMAGE;
            case "audio" -> MediaKind.AUDIO;
            case "video" -> MediaKind.VIDEO;
            default -> MediaKind.DOCUMENT;
        };
    }

    /** Of no words it is a text still where Twilio calls it one: it says nothing. */
    private Optional<Content> text() {
        var body = messageType.equals("text") ? fields.get("Body") : fields.said("Body");
        return body.map(Content.Text::new);
    }

    private Content unsupported() {
        var type = Optional.of(messageType).filter(name -> !name.isEmpty());
        return new Content.Unsupported(type, Optional.of("no content that is known"));
    }
}
