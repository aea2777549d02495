package dev.switchboard.simulator.phone;

import dev.switchboard.simulator.input.Fields;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Message that the owner of a phone sends, or that the business sends to that phone from its paired
 * phone.
 *
 * @param kind the kind as Meta names it: text, image, location, reaction, …
 * @param content for kinds that are neither text nor media, the content in Meta's form
 * @param business the business number or phone number id, where it is not the configured one
 * @param repliesTo the id of the message that is quoted
 * @param userId the business-scoped user id sent beside the number
 * @param hideNumber whether only the user id is sent
 * @param fromBusiness whether the business is the sender; then {@code from} is the recipient
 * @param times the number of copies of the webhook, sent in parallel
 */
public record PhoneInput(
        SimulatedNumber from,
        SimulatedChannel channel,
        String name,
        String kind,
        String text,
        @Nullable Object content,
        List<MediaFile> media,
        Optional<String> business,
        Optional<String> repliesTo,
        Optional<String> userId,
        boolean hideNumber,
        boolean fromBusiness,
        int times) {
    private static final int MAX_TIMES = 1_000;

    private enum Sender {
        CUSTOMER,
        BUSINESS
    }

    /** Reads the body of {@code POST /sim/phones/{e164}/messages}. */
    static PhoneInput read(SimulatedNumber from, Fields fields, MediaShelf shelf) {
        fields.only(
                "text",
                "channel",
                "media",
                "times",
                "business",
                "kind",
                "content",
                "name",
                "repliesTo",
                "userId",
                "hideNumber",
                "from");
        var channel =
                fields.choice("channel", SimulatedChannel.class).orElse(SimulatedChannel.TWILIO);
        var text = fields.text("text").orElse("");
        var times = fields.whole("times", 1, MAX_TIMES).orElse(1);
        var items = fields.objects("media");
        var kind = fields.text("kind");
        var content = fields.json().getValue("content");
        if (text.isEmpty() && items.isEmpty() && kind.isEmpty()) {
            throw fields.bad("text", "is missing");
        }
        if (kind.isPresent() && content == null && text.isEmpty() && items.isEmpty()) {
            throw fields.bad("content", "is missing");
        }
        var fromBusiness =
                fields.choice("from", Sender.class).orElse(Sender.CUSTOMER) == Sender.BUSINESS;
        if (fromBusiness && channel != SimulatedChannel.META) {
            throw fields.bad("from", "can be business on the channel meta only");
        }
        var userId = fields.text("userId");
        var hideNumber = fields.flag("hideNumber").orElse(false);
        if (hideNumber && userId.isEmpty()) {
            throw fields.bad("userId", "is needed where the number is hidden");
        }
        var media = items.stream().map(shelf::add).toList();
        return new PhoneInput(
                from,
                channel,
                fields.text("name").orElse("Customer " + lastFour(from)),
                kind.orElseGet(() -> media.isEmpty() ? "text" : media.getFirst().messageType())
                        .toLowerCase(Locale.ROOT),
                text,
                content,
                media,
                fields.text("business"),
                fields.text("repliesTo"),
                userId,
                hideNumber,
                fromBusiness,
                times);
    }

    /** The content as an object, empty where it is not one. */
    public JsonObject detail() {
        return content instanceof JsonObject object ? object : new JsonObject();
    }

    /** Address that a provider shows for the customer instead of a hidden number. */
    public Optional<String> addressIfHidden() {
        return hideNumber ? userId : Optional.empty();
    }

    /** Text that the phone shows: the written one, else one from the content. */
    public String shown() {
        if (!text.isEmpty()) {
            return text;
        }
        return switch (kind) {
            case "location" -> place();
            case "reaction" -> detail().getString("emoji", "");
            case "button" -> detail().getString("text", "");
            case "interactive" -> choice().getString("title", "");
            default -> media.stream().flatMap(it -> it.caption().stream()).findFirst().orElse("");
        };
    }

    private String place() {
        var name = detail().getString("name", "");
        var where = detail().getValue("latitude") + ", " + detail().getValue("longitude");
        return name.isEmpty() ? where : name + " (" + where + ")";
    }

    /** The chosen button or list row of an interactive message. */
    public JsonObject choice() {
        var type = detail().getString("type", "button_reply");
        return detail().getJsonObject(type, new JsonObject());
    }

    private static String lastFour(SimulatedNumber from) {
        return from.text().substring(from.text().length() - 4);
    }
}
