package dev.switchboard.simulator.gemini;

import dev.switchboard.simulator.record.NanoClock;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Iterator;

/**
 * One model call on the wire. Waiting uses a timer; when the client disconnects, the timer is
 * cancelled and the call is recorded as cancelled.
 */
final class ModelExchange {
    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Vertx vertx;
    private final RecordedModelCall call;
    private final NanoClock clock;
    private final boolean dropped;
    private long timer = -1;

    ModelExchange(
            RoutingContext context, RecordedModelCall call, NanoClock clock, boolean dropped) {
        this.context = context;
        this.response = context.response();
        this.vertx = context.vertx();
        this.call = call;
        this.clock = clock;
        this.dropped = dropped;
        response.closeHandler(_ -> onDisconnect());
    }

    void fail(Duration delay, GeminiError error) {
        after(
                delay,
                () -> {
                    call.failed(clock.instant(), "error:" + error.code());
                    response.setStatusCode(error.code());
                    end(error.toJson());
                });
    }

    void answer(Generation generation, Duration delay) {
        after(
                delay,
                () -> {
                    if (drop(generation)) {
                        return;
                    }
                    call.answered(clock.instant(), generation.text(), generation.finishReason());
                    end(generation.whole());
                });
    }

    /** Server-sent events when asked for by {@code alt=sse}, else one JSON array in chunks. */
    void stream(Generation generation, Duration delay, ModelScript script) {
        var chunks = generation.chunks();
        var interval =
                script.tokensPerSecond().isEmpty()
                        ? Duration.ZERO
                        : chunkInterval(generation, chunks.size(), script);
        var sse = "sse".equals(context.request().getParam("alt"));
        after(
                delay,
                () -> {
                    response.setChunked(true)
                            .putHeader(
                                    "Content-Type", sse ? "text/event-stream" : "application/json");
                    write(
                            chunks.iterator(),
                            generation,
                            interval,
                            sse ? new Events() : new Elements());
                });
    }

    private static Duration chunkInterval(Generation generation, int chunks, ModelScript script) {
        return script.durationOf(generation.tokens()).minus(script.latency()).dividedBy(chunks);
    }

    private void write(
            Iterator<JsonObject> rest, Generation generation, Duration interval, Framing framing) {
        response.write(framing.chunk(rest.next()));
        if (rest.hasNext()) {
            after(interval, () -> write(rest, generation, interval, framing));
        } else if (!drop(generation)) {
            call.answered(clock.instant(), generation.text(), generation.finishReason());
            response.end(framing.end());
        }
    }

    private boolean drop(Generation generation) {
        if (dropped) {
            call.answered(clock.instant(), generation.text(), "dropped-after-accept");
            context.request().connection().close();
        }
        return dropped;
    }

    private void end(JsonObject body) {
        response.putHeader("Content-Type", "application/json; charset=UTF-8").end(body.toBuffer());
    }

    private void after(Duration delay, Runnable work) {
        if (delay.isZero()) {
            work.run();
        } else {
            timer = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> work.run());
        }
    }

    private void onDisconnect() {
        vertx.cancelTimer(timer);
        if (call.isOpen()) {
            call.cancelled(clock.instant());
        }
    }

    /** Framing of a stream's chunks. */
    private sealed interface Framing permits Events, Elements {
        Buffer chunk(JsonObject json);

        Buffer end();
    }

    /** One event a chunk; lines end in CRLF as the real service's do. */
    private record Events() implements Framing {
        @Override
        public Buffer chunk(JsonObject json) {
            return Buffer.buffer("data: ").appendBuffer(json.toBuffer()).appendString("\r\n\r\n");
        }

        @Override
        public Buffer end() {
            return Buffer.buffer();
        }
    }

    /** The elements of an array. */
    private static final class Elements implements Framing {
        private String before = "[";

        @Override
        public Buffer chunk(JsonObject json) {
            var chunk = Buffer.buffer(before).appendBuffer(json.toBuffer());
            before = ",\r\n";
            return chunk;
        }

        @Override
        public Buffer end() {
            return Buffer.buffer("]");
        }
    }
}
