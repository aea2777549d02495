package dev.switchboard.localstack.simulator.gemini;

import dev.switchboard.localstack.simulator.record.NanoClock;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Iterator;

/**
 * One model call on the wire. Waiting costs a timer; when the client closes the connection, the
 * timer is given up and the call is recorded as cancelled.
 */
final class ModelExchange {
    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Vertx vertx;
    private final ModelCall call;
    private final NanoClock clock;
    private final boolean dropped;
    private long timer = -1;

    ModelExchange(RoutingContext context, ModelCall call, NanoClock clock, boolean dropped) {
        this.context = context;
        this.response = context.response();
        this.vertx = context.vertx();
        this.call = call;
        this.clock = clock;
        this.dropped = dropped;
        response.closeHandler(_ -> gone());
    }

    void fail(Duration wait, GeminiError error) {
        after(
                wait,
                () -> {
                    call.failed(clock.instant(), "error:" + error.code());
                    response.setStatusCode(error.code());
                    end(error.toJson());
                });
    }

    void answer(Generation generation, Duration wait) {
        after(
                wait,
                () -> {
                    if (drop(generation)) {
                        return;
                    }
                    call.answered(clock.instant(), generation.text(), generation.finishReason());
                    end(generation.whole());
                });
    }

    /** Server-sent events when asked for by {@code alt=sse}, else one JSON array in pieces. */
    void stream(Generation generation, Duration wait, ModelScript script) {
        var pieces = generation.pieces();
        var each =
                script.tokensPerSecond().isEmpty()
                        ? Duration.ZERO
                        : pace(generation, pieces.size(), script);
        var sse = "sse".equals(context.request().getParam("alt"));
        after(
                wait,
                () -> {
                    response.setChunked(true)
                            .putHeader(
                                    "Content-Type", sse ? "text/event-stream" : "application/json");
                    write(pieces.iterator(), generation, each, sse ? new Events() : new Elements());
                });
    }

    private static Duration pace(Generation generation, int pieces, ModelScript script) {
        return script.takesFor(generation.tokens()).minus(script.latency()).dividedBy(pieces);
    }

    private void write(
            Iterator<JsonObject> rest, Generation generation, Duration each, Framing framing) {
        response.write(framing.piece(rest.next()));
        if (rest.hasNext()) {
            after(each, () -> write(rest, generation, each, framing));
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

    private void after(Duration wait, Runnable work) {
        if (wait.isZero()) {
            work.run();
        } else {
            timer = vertx.setTimer(Math.max(1, wait.toMillis()), _ -> work.run());
        }
    }

    private void gone() {
        vertx.cancelTimer(timer);
        if (call.isOpen()) {
            call.cancelled(clock.instant());
        }
    }

    /** How the pieces of a stream are held together. */
    private sealed interface Framing permits Events, Elements {
        Buffer piece(JsonObject json);

        Buffer end();
    }

    /** One event a piece; lines end in CRLF as the real service's do. */
    private record Events() implements Framing {
        @Override
        public Buffer piece(JsonObject json) {
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
        public Buffer piece(JsonObject json) {
            var piece = Buffer.buffer(before).appendBuffer(json.toBuffer());
            before = ",\r\n";
            return piece;
        }

        @Override
        public Buffer end() {
            return Buffer.buffer("]");
        }
    }
}
