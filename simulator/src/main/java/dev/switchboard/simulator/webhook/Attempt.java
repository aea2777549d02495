package dev.switchboard.simulator.webhook;

import dev.switchboard.simulator.record.NanoClock;
import dev.switchboard.simulator.record.Recorded;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One attempt to deliver a webhook; the body is not kept. */
final class Attempt implements Recorded {
    private final String provider;
    private final String kind;
    private final String id;
    private final int number;
    private final Instant startedAt;
    private @Nullable Instant answeredAt;
    private @Nullable Integer status;
    private @Nullable String error;

    Attempt(Webhook webhook, int number, Instant startedAt) {
        this.provider = webhook.provider();
        this.kind = webhook.kind();
        this.id = webhook.id();
        this.number = number;
        this.startedAt = startedAt;
    }

    void answered(Instant at, int httpStatus) {
        answeredAt = at;
        status = httpStatus;
    }

    void failed(Instant at, String cause) {
        answeredAt = at;
        error = cause;
    }

    @Override
    public JsonObject toJson() {
        return new JsonObject()
                .put("channel", provider)
                .put("kind", kind)
                .put("id", id)
                .put("attempt", number)
                .put("status", status)
                .put("startedAt", NanoClock.text(startedAt))
                .put("answeredAt", answeredAt == null ? null : NanoClock.text(answeredAt))
                .put("error", error);
    }

    @Override
    public int weight() {
        return 300;
    }
}
