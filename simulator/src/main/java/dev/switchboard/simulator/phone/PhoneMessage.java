package dev.switchboard.simulator.phone;

import dev.switchboard.simulator.record.NanoClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A message a phone shows; only its status changes. */
public final class PhoneMessage {
    private final SimulatedNumber phone;
    private final String id;
    private final Direction direction;
    private final SimulatedChannel channel;
    private final String business;
    private final ShownContent content;
    private final Instant at;
    private String status;

    /**
     * @param kind text, image, audio, … as Meta names it
     * @param media kind, content type and URL of each file the message shows
     */
    public record ShownContent(String kind, String text, List<JsonObject> media) {
        public ShownContent {
            media = List.copyOf(media);
        }

        private static ShownContent of(PhoneInput message) {
            return new ShownContent(
                    message.kind(),
                    message.shown(),
                    message.media().stream().map(MediaFile::toJson).toList());
        }
    }

    private PhoneMessage(
            SimulatedNumber phone,
            String id,
            Direction direction,
            SimulatedChannel channel,
            String business,
            ShownContent content,
            Instant at) {
        this.phone = phone;
        this.id = id;
        this.direction = direction;
        this.channel = channel;
        this.business = business;
        this.content = content;
        this.at = at;
        this.status = direction == Direction.OUT ? "sending" : "sent";
    }

    /** Message that the phone's owner wrote. */
    public static PhoneMessage written(PhoneInput message, String id, String business, Instant at) {
        return of(message, id, Direction.OUT, business, at);
    }

    /** Message that was typed on the business's paired phone. */
    public static PhoneMessage typedByBusiness(
            PhoneInput message, String id, String business, Instant at) {
        return of(message, id, Direction.IN, business, at);
    }

    private static PhoneMessage of(
            PhoneInput message, String id, Direction direction, String business, Instant at) {
        return new PhoneMessage(
                message.from(),
                id,
                direction,
                message.channel(),
                business,
                ShownContent.of(message),
                at);
    }

    /** Message that the business sent. */
    public static PhoneMessage received(
            SimulatedNumber phone,
            String id,
            SimulatedChannel channel,
            String business,
            ShownContent content,
            Instant at) {
        return new PhoneMessage(phone, id, Direction.IN, channel, business, content, at);
    }

    public SimulatedNumber phone() {
        return phone;
    }

    public String id() {
        return id;
    }

    public Direction direction() {
        return direction;
    }

    public SimulatedChannel channel() {
        return channel;
    }

    public String business() {
        return business;
    }

    public String status() {
        return status;
    }

    void status(String now) {
        status = now;
    }

    int weight() {
        return content.text().length() + 300;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("direction", direction.name().toLowerCase(Locale.ROOT))
                .put("text", content.text())
                .put("status", status)
                .put("at", NanoClock.text(at))
                .put("channel", channel.wireName())
                .put("business", business)
                .put("kind", content.kind())
                .put("media", new JsonArray(content.media()));
    }
}
