package dev.switchboard.simulator.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One send request a provider received; open until it is answered or its connection is gone. */
public final class RecordedSend implements Recorded {
    private final String provider;
    private final Instant startedAt;
    private String to = "";
    private String from = "";
    private String body = "";
    private @Nullable String callback;
    private @Nullable String id;
    private @Nullable Instant answeredAt;
    private @Nullable String outcome;

    /**
     * @param startedAt when the request was there with its body: a sender may be told between head
     *     and body that it must not send
     */
    public RecordedSend(String provider, Instant startedAt) {
        this.provider = provider;
        this.startedAt = startedAt;
    }

    /**
     * Sets the fields of the request, as far as it could be read.
     *
     * @param callback the value that comes back with each status: Twilio's {@code StatusCallback},
     *     Meta's {@code biz_opaque_callback_data}
     */
    public RecordedSend requested(String from, String to, String body, @Nullable String callback) {
        this.from = from;
        this.to = to;
        this.body = body;
        this.callback = callback;
        return this;
    }

    /** Records that the provider accepted the message under this id. */
    public void accepted(String messageId) {
        id = messageId;
        outcome = "accepted";
    }

    public void answered(Instant at, String result) {
        answeredAt = at;
        outcome = result;
    }

    /** The provider's id of the message, once it is accepted. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    @Override
    public JsonObject toJson() {
        return new JsonObject()
                .put("provider", provider)
                .put("to", to)
                .put("body", body)
                .put("startedAt", NanoClock.text(startedAt))
                .put("answeredAt", answeredAt == null ? null : NanoClock.text(answeredAt))
                .put("outcome", outcome)
                .put("from", from)
                .put("callback", callback)
                .put("id", id);
    }

    @Override
    public int weight() {
        return body.length() + to.length() + from.length() + 200;
    }
}
