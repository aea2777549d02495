package dev.switchboard.localstack.simulator.webhook;

import dev.switchboard.localstack.simulator.record.NanoClock;
import dev.switchboard.localstack.simulator.record.Recorded;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One try to deliver a webhook. */
final class Attempt implements Recorded {
    private final Webhook webhook;
    private final int number;
    private final Instant startedAt;
    private @Nullable Instant answeredAt;
    private @Nullable Integer status;
    private @Nullable String error;

    Attempt(Webhook webhook, int number, Instant startedAt) {
        this.webhook = webhook;
        this.number = number;
        this.startedAt = startedAt;
    }

    void answered(Instant at, int with) {
        answeredAt = at;
        status = with;
    }

    void failed(Instant at, String why) {
        answeredAt = at;
        error = why;
    }

    @Override
    public JsonObject toJson() {
        return new JsonObject()
                .put("channel", webhook.provider())
                .put("kind", webhook.kind())
                .put("id", webhook.id())
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
