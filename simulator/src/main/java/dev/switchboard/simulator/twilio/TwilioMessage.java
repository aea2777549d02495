package dev.switchboard.simulator.twilio;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message resource of the account; its status and dates change. */
final class TwilioMessage {
    private final String accountSid;
    private final String sid;
    private final String direction;
    private final String from;
    private final String to;
    private final String body;
    private final List<TwilioMedia> media;
    private final Optional<String> messagingServiceSid;
    private final Optional<URI> statusCallback;
    private final Instant createdAt;
    private String status;
    private Instant updatedAt;
    private @Nullable Instant sentAt;
    private @Nullable Integer errorCode;

    /** Message of a customer. */
    TwilioMessage(
            String accountSid,
            String sid,
            String from,
            String to,
            String body,
            List<TwilioMedia> media,
            Instant at) {
        this.accountSid = accountSid;
        this.sid = sid;
        this.direction = "inbound";
        this.from = from;
        this.to = to;
        this.body = body;
        this.media = new ArrayList<>(media);
        this.messagingServiceSid = Optional.empty();
        this.statusCallback = Optional.empty();
        this.status = "received";
        this.createdAt = at;
        this.updatedAt = at;
        this.sentAt = at;
    }

    /** Message of the business. */
    TwilioMessage(String accountSid, SendRequest request, List<TwilioMedia> media, Instant at) {
        this.accountSid = accountSid;
        this.sid = Sids.next(media.isEmpty() ? "SM" : "MM");
        this.direction = "outbound-api";
        this.from = request.from();
        this.to = request.to();
        this.body = request.body();
        this.media = new ArrayList<>(media);
        this.messagingServiceSid = request.messagingServiceSid();
        this.statusCallback = request.statusCallback();
        this.status = messagingServiceSid.isPresent() ? "accepted" : "queued";
        this.createdAt = at;
        this.updatedAt = at;
    }

    static String uri(String accountSid, String sid) {
        return "/2010-04-01/Accounts/%s/Messages/%s".formatted(accountSid, sid);
    }

    String sid() {
        return sid;
    }

    String from() {
        return from;
    }

    String to() {
        return to;
    }

    List<TwilioMedia> media() {
        return List.copyOf(media);
    }

    void remove(TwilioMedia one) {
        media.remove(one);
    }

    Optional<URI> statusCallback() {
        return statusCallback;
    }

    Optional<Instant> sentAt() {
        return Optional.ofNullable(sentAt);
    }

    void status(String now, Instant at, @Nullable Integer error) {
        status = now;
        updatedAt = at;
        errorCode = error;
        if (sentAt == null) {
            sentAt = at;
        }
    }

    int weight() {
        return body.length() + 500;
    }

    JsonObject toJson() {
        var uri = uri(accountSid, sid);
        return new JsonObject()
                .put("sid", sid)
                .put("account_sid", accountSid)
                .put("api_version", "2010-04-01")
                .put("messaging_service_sid", messagingServiceSid.orElse(null))
                .put("body", body)
                .put("from", from)
                .put("to", to)
                .put("direction", direction)
                .put("status", status)
                .put("num_segments", "1")
                .put("num_media", Integer.toString(media.size()))
                .put("price", null)
                .put("price_unit", null)
                .put("error_code", errorCode)
                .put("error_message", errorCode == null ? null : "Message was not delivered")
                .put("date_created", TwilioTime.text(createdAt))
                .put("date_updated", TwilioTime.text(updatedAt))
                .put("date_sent", TwilioTime.text(sentAt))
                .put("uri", uri + ".json")
                .put("subresource_uris", new JsonObject().put("media", uri + "/Media.json"));
    }
}
