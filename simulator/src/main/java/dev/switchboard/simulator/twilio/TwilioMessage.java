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

    private TwilioMessage(
            String accountSid,
            String sid,
            String direction,
            String from,
            String to,
            String body,
            List<TwilioMedia> media,
            Optional<String> messagingServiceSid,
            Optional<URI> statusCallback,
            String status,
            Instant createdAt) {
        this.accountSid = accountSid;
        this.sid = sid;
        this.direction = direction;
        this.from = from;
        this.to = to;
        this.body = body;
        this.media = new ArrayList<>(media);
        this.messagingServiceSid = messagingServiceSid;
        this.statusCallback = statusCallback;
        this.status = status;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    static TwilioMessage inbound(
            String accountSid,
            String sid,
            String from,
            String to,
            String body,
            List<TwilioMedia> media,
            Instant at) {
        var message =
                new TwilioMessage(
                        accountSid,
                        sid,
                        "inbound",
                        from,
                        to,
                        body,
                        media,
                        Optional.empty(),
                        Optional.empty(),
                        "received",
                        at);
        message.sentAt = at;
        return message;
    }

    static TwilioMessage outbound(
            String accountSid, SendRequest request, List<TwilioMedia> media, Instant at) {
        return new TwilioMessage(
                accountSid,
                Sids.next(media.isEmpty() ? "SM" : "MM"),
                "outbound-api",
                request.from(),
                request.to(),
                request.body(),
                media,
                request.messagingServiceSid(),
                request.statusCallback(),
                request.messagingServiceSid().isPresent() ? "accepted" : "queued",
                at);
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
