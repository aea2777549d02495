package dev.switchboard.simulator.model;

import dev.switchboard.simulator.record.NanoClock;
import dev.switchboard.simulator.record.Recorded;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Recorded request to the model and its outcome. */
final class RecordedModelCall implements Recorded {
    private final String model;
    private final boolean streamed;
    private final String request;
    private final Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable String answer;
    private @Nullable String outcome;
    private boolean cancelled;

    RecordedModelCall(String model, boolean streamed, String request, Instant startedAt) {
        this.model = model;
        this.streamed = streamed;
        this.request = request;
        this.startedAt = startedAt;
    }

    /** A request as a JSON object, or as text where it is none. */
    static Object parsed(String request) {
        try {
            return new JsonObject(request);
        } catch (DecodeException notJson) {
            return request;
        }
    }

    void answered(Instant at, String text, String finishReason) {
        endedAt = at;
        answer = text;
        outcome = finishReason;
    }

    void failed(Instant at, String failure) {
        endedAt = at;
        outcome = failure;
    }

    /** Records that the client closed the connection before it had its answer. */
    void cancelled(Instant at) {
        cancelled = true;
        failed(at, "cancelled");
    }

    boolean isOpen() {
        return endedAt == null;
    }

    @Override
    public JsonObject toJson() {
        return new JsonObject()
                .put("startedAt", NanoClock.text(startedAt))
                .put("answeredAt", endedAt == null || cancelled ? null : NanoClock.text(endedAt))
                .put("cancelledAt", endedAt == null || !cancelled ? null : NanoClock.text(endedAt))
                .put("cancelled", cancelled)
                .put("outcome", outcome)
                .put("model", model)
                .put("streamed", streamed)
                .put("request", parsed(request))
                .put("answer", answer);
    }

    @Override
    public int weight() {
        return request.length() + 400;
    }
}
