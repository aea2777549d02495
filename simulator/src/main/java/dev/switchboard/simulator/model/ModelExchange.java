package dev.switchboard.simulator.model;

import dev.switchboard.simulator.record.NanoClock;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.zip.GZIPOutputStream;

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
                    if (isPeculiar(script.response())) {
                        var whole = script.response().body().map(Buffer::buffer);
                        send(
                                encoded(whole.orElseGet(() -> joined(body)), script.response()),
                                script.response(),
                                () -> answered(generation));
                    } else {
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
        while (interval.isZero() && rest.hasNext()) {
            response.write(rest.next());
        }
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

    private static boolean isPeculiar(ScriptedResponse scripted) {
        return scripted.body().isPresent()
                || scripted.stallAfter().isPresent()
                || scripted.breakAfter().isPresent()
                || scripted.drip().isPresent()
                || scripted.gzip();
    }

    private void end(JsonObject usual, ScriptedResponse scripted, Runnable record) {
        var body =
                encoded(scripted.body().map(Buffer::buffer).orElseGet(usual::toBuffer), scripted);
        response.putHeader("Content-Type", "application/json; charset=UTF-8");
        scripted.headers().forEach(response::putHeader);
        response.putHeader("Content-Length", Integer.toString(body.length()));
        send(body, scripted, record);
    }

    private Buffer encoded(Buffer body, ScriptedResponse scripted) {
        if (!scripted.gzip()) {
            return body;
        }
        response.putHeader("Content-Encoding", "gzip");
        return compressed(body);
    }

    private static Buffer compressed(Buffer body) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /** Sends the beginning alone, or byte by byte, where the script says so. */
    private void send(Buffer body, ScriptedResponse scripted, Runnable record) {
        if (scripted.stallAfter().isPresent()) {
            response.write(beginning(body, scripted.stallAfter().get()));
        } else if (scripted.breakAfter().isPresent()) {
            breakOff(beginning(body, scripted.breakAfter().get()));
        } else if (scripted.drip().isPresent()) {
            drip(body, 0, scripted.drip().get(), record);
        } else {
            record.run();
            response.end(body);
        }
    }

    private void breakOff(Buffer sent) {
        call.failed(clock.instant(), "broken-off");
        var connection = context.request().connection();
        if (sent.length() == 0) {
            connection.close();
        } else {
            response.write(sent).onComplete(_ -> connection.close());
        }
    }

    private void drip(Buffer body, int sent, Duration interval, Runnable record) {
        if (sent == body.length()) {
            record.run();
            response.end();
        } else {
            response.write(body.getBuffer(sent, sent + 1));
            after(interval, () -> drip(body, sent + 1, interval, record));
        }
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
