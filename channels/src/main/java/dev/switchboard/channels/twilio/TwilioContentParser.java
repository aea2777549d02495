package dev.switchboard.channels.twilio;

import dev.switchboard.common.content.ChoiceKind;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.content.MediaRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Parses the content of a Twilio message by its fields. Orders and shared contacts have no fields
 * of their own there (a contact comes as a file, {@code text/vcard}); unknown content is
 * unsupported.
 */
final class TwilioContentParser {
    /** Bounds the loop over a number from the request; Twilio documents at most ten. */
    private static final int MAX_MEDIA = 50;

    private final TwilioFields fields;
    private final String messageType;

    private TwilioContentParser(TwilioFields fields) {
        this.fields = fields;
        this.messageType = fields.get("MessageType").orElse("").toLowerCase(Locale.ROOT);
    }

    static Content of(TwilioFields fields) {
        var message = new TwilioContentParser(fields);
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
                                                fields.nonBlank("Label"),
                                                fields.nonBlank("Address"))));
    }

    private Optional<Double> degrees(String name, int max) {
        try {
            return fields.nonBlank(name)
                    .map(Double::valueOf)
                    .filter(degrees -> Math.abs(degrees) <= max);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<Content> listRow() {
        return fields.nonBlank("ListId").map(id -> choice(ChoiceKind.LIST_ROW, id, "ListTitle"));
    }

    private Optional<Content> button() {
        var kind = messageType.equals("button") ? ChoiceKind.TEMPLATE_BUTTON : ChoiceKind.BUTTON;
        return fields.nonBlank("ButtonPayload")
                .or(() -> fields.nonBlank("ButtonText"))
                .map(id -> choice(kind, id, "ButtonText"));
    }

    /** Form reply with its answers as JSON. */
    private Optional<Content> form() {
        return fields.nonBlank("FlowData")
                .or(() -> fields.nonBlank("InteractiveData"))
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
                                fields.nonBlank("OriginalRepliedMessageSid").orElse(""),
                                fields.nonBlank("Body")))
                : Optional.empty();
    }

    private Content choice(ChoiceKind kind, String id, String titleField) {
        var title = fields.nonBlank(titleField).or(() -> fields.get("Body")).orElse("");
        return new Content.Choice(kind, id, title, Optional.empty());
    }

    private Optional<Content> media() {
        List<MediaRef> items = new ArrayList<>();
        for (var i = 0; i < mediaCount(); i++) {
            item(i).ifPresent(items::add);
        }
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(new Content.Media(items, fields.nonBlank("Body")));
    }

    private int mediaCount() {
        try {
            var count = fields.nonBlank("NumMedia").map(Integer::valueOf).orElse(0);
            return Math.clamp(count, 0, MAX_MEDIA);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Optional<MediaRef> item(int index) {
        var mimeType = fields.nonBlank("MediaContentType" + index);
        var kind = kind(mimeType.orElse("").toLowerCase(Locale.ROOT));
        return fields.nonBlank("MediaUrl" + index)
                .map(url -> new MediaRef(kind, url, mimeType, Optional.empty(), Optional.empty()));
    }

    /** Voice notes recorded in WhatsApp are Ogg with Opus; other audio is an attached file. */
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

    /** Accepts a blank text if Twilio calls it a text. */
    private Optional<Content> text() {
        var body = messageType.equals("text") ? fields.get("Body") : fields.nonBlank("Body");
        return body.map(Content.Text::new);
    }

    private Content unsupported() {
        var type = Optional.of(messageType).filter(name -> !name.isEmpty());
        return new Content.Unsupported(type, Optional.of("no content that is known"));
    }
}
