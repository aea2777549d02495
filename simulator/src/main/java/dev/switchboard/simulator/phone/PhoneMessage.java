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
    private final String kind;
    private final String text;
    private final List<JsonObject> media;
    private final Instant at;
    private String status;

    /**
     * @param kind text, image, audio, … as Meta names it
     * @param media kind, content type and URL of each file the message shows
     */
    private PhoneMessage(
            SimulatedNumber phone,
            String id,
            Direction direction,
            SimulatedChannel channel,
            String business,
            String kind,
            String text,
            List<JsonObject> media,
            Instant at,
            String status) {
        this.phone = phone;
        this.id = id;
        this.direction = direction;
        this.channel = channel;
        this.business = business;
        this.kind = kind;
        this.text = text;
        this.media = List.copyOf(media);
        this.at = at;
        this.status = status;
    }

    /** Message that the phone's owner wrote. */
    public static PhoneMessage written(PhoneInput message, String id, String business, Instant at) {
        return new PhoneMessage(
                message.from(),
                id,
                Direction.OUT,
                message.channel(),
                business,
                message.kind(),
                message.shown(),
                message.media().stream().map(MediaFile::toJson).toList(),
                at,
                "sending");
    }

    /** Message that was typed on the business's paired phone. */
    public static PhoneMessage typedByBusiness(
            PhoneInput message, String id, String business, Instant at) {
        return received(
                message.from(),
                id,
                message.channel(),
                business,
                message.kind(),
                message.shown(),
                message.media().stream().map(MediaFile::toJson).toList(),
                at);
    }

    /** Message that the business sent. */
    public static PhoneMessage received(
            SimulatedNumber phone,
            String id,
            SimulatedChannel channel,
            String business,
            String kind,
            String text,
            List<JsonObject> media,
            Instant at) {
        return new PhoneMessage(
                phone, id, Direction.IN, channel, business, kind, text, media, at, "sent");
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
        return text.length() + 300;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("direction", direction.name().toLowerCase(Locale.ROOT))
                .put("text", text)
                .put("status", status)
                .put("at", NanoClock.text(at))
                .put("channel", channel.wireName())
                .put("business", business)
                .put("kind", kind)
                .put("media", new JsonArray(media));
    }
}
