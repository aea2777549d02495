package dev.switchboard.simulator.model;

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

    boolean isStreamed(ProviderWire wire) {
        return wire.isStreamed(context);
    }

    StreamedBody streamed(ProviderWire wire, Generation generation) {
        return wire.streamed(context, generation);
    }

    void fail(ErrorResponse error, Duration delay, ScriptedResponse scripted) {
        after(
                delay,
                () -> {
                    response.setStatusCode(error.status());
                    end(
                            error.body(),
                            scripted,
                            () -> call.failed(clock.instant(), "error:" + error.status()));
                });
    }

    void answer(Generation generation, JsonObject body, Duration delay, ScriptedResponse scripted) {
        after(
                delay,
                () -> {
                    if (!drop(generation)) {
                        end(body, scripted, () -> answered(generation));
                    }
                });
    }

    void stream(Generation generation, StreamedBody body, Duration delay, ModelScript script) {
        var interval =
                script.durationOf(generation.tokens())
                        .minus(script.latency())
                        .dividedBy(body.pieces().size());
        after(
                delay,
                () -> {
                    response.setChunked(true).putHeader("Content-Type", body.contentType());
                    script.response().headers().forEach(response::putHeader);
                    if (!cut(joined(body), script.response())) {
                        write(body.pieces().iterator(), generation, interval);
                    }
                });
    }

    private static Buffer joined(StreamedBody body) {
        var all = Buffer.buffer();
        body.pieces().forEach(all::appendBuffer);
        return all;
    }

    private void write(Iterator<Buffer> rest, Generation generation, Duration interval) {
        response.write(rest.next());
        if (rest.hasNext()) {
            after(interval, () -> write(rest, generation, interval));
        } else if (!drop(generation)) {
            answered(generation);
            response.end();
        }
    }

    private void answered(Generation generation) {
        call.answered(clock.instant(), generation.text(), generation.finishReason());
    }

    private boolean drop(Generation generation) {
        if (dropped) {
            call.answered(clock.instant(), generation.text(), "dropped-after-accept");
            context.request().connection().close();
        }
        return dropped;
    }

    private void end(JsonObject usual, ScriptedResponse scripted, Runnable record) {
        var body = scripted.body().map(Buffer::buffer).orElseGet(usual::toBuffer);
        response.putHeader("Content-Type", "application/json; charset=UTF-8");
        scripted.headers().forEach(response::putHeader);
        response.putHeader("Content-Length", Integer.toString(body.length()));
        if (!cut(body, scripted)) {
            record.run();
            response.end(body);
        }
    }

    /** Sends the beginning alone where the script says so. */
    private boolean cut(Buffer body, ScriptedResponse scripted) {
        if (scripted.stallAfter().isPresent()) {
            response.write(beginning(body, scripted.stallAfter().get()));
            return true;
        }
        if (scripted.breakAfter().isEmpty()) {
            return false;
        }
        call.failed(clock.instant(), "broken-off");
        var connection = context.request().connection();
        var sent = beginning(body, scripted.breakAfter().get());
        if (sent.length() == 0) {
            connection.close();
        } else {
            response.write(sent).onComplete(_ -> connection.close());
        }
        return true;
    }

    private static Buffer beginning(Buffer body, int bytes) {
        return body.getBuffer(0, Math.min(bytes, body.length()));
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
}
