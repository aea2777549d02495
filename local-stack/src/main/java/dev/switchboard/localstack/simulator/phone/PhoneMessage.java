package dev.switchboard.localstack.simulator.phone;

import dev.switchboard.localstack.simulator.record.NanoClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A message a phone shows; only its status changes. */
public final class PhoneMessage {
    private final PhoneNumber phone;
    private final String id;
    private final Direction direction;
    private final Channel channel;
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
            PhoneNumber phone,
            String id,
            Direction direction,
            Channel channel,
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

    /** What the phone shows of a message its owner wrote. */
    public static PhoneMessage written(
            CustomerMessage message, String id, String business, Instant at) {
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

    /** What the phone shows of a message that somebody typed on the business's phone. */
    public static PhoneMessage typedByBusiness(
            CustomerMessage message, String id, String business, Instant at) {
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

    /** What the phone shows of a message the business wrote. */
    public static PhoneMessage received(
            PhoneNumber phone,
            String id,
            Channel channel,
            String business,
            String kind,
            String text,
            List<JsonObject> media,
            Instant at) {
        return new PhoneMessage(
                phone, id, Direction.IN, channel, business, kind, text, media, at, "sent");
    }

    public PhoneNumber phone() {
        return phone;
    }

    public String id() {
        return id;
    }

    public Direction direction() {
        return direction;
    }

    public Channel channel() {
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
                .put("channel", channel.wire())
                .put("business", business)
                .put("kind", kind)
                .put("media", new JsonArray(media));
    }
}
