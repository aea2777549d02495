package dev.switchboard.testing;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.wire.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Server with Gemini's wire format: gives the scripted answers in order, then always "Hello", and
 * keeps the requests it got.
 */
public final class FakeGemini implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private volatile boolean isDown;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    public FakeGemini(int port) {
        server =
                vertx.createHttpServer()
                        .requestHandler(this::receive)
                        .listen(port, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1beta";
    }

    public FakeGemini thenAnswers(String text) {
        return thenResponds(200, answer(text, "STOP"));
    }

    public FakeGemini thenAnswersAfter(Duration delay, String text) {
        scripts.add(new Script(delay, 200, answer(text, "STOP"), Map.of(), false));
        return this;
    }

    public FakeGemini thenRespondsAfter(Duration delay, int status, String body) {
        scripts.add(new Script(delay, status, body, Map.of(), false));
        return this;
    }

    public FakeGemini thenResponds(int status, String body) {
        return thenResponds(status, body, Map.of());
    }

    public FakeGemini thenResponds(int status, String body, Map<String, String> headers) {
        scripts.add(new Script(Duration.ZERO, status, body, headers, false));
        return this;
    }

    public FakeGemini thenHangs() {
        return thenAnswersAfter(Duration.ofMinutes(5), "too late");
    }

    /** Begins an answer and never ends it. */
    public FakeGemini thenStalls() {
        scripts.add(new Script(Duration.ZERO, 200, "{\"candidates\":", Map.of(), true));
        return this;
    }

    /** Answers every request without a script of its own with a 503, until {@link #comesBack}. */
    public FakeGemini goesDown() {
        isDown = true;
        return this;
    }

    public void comesBack() {
        isDown = false;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public Call lastCall() {
        return calls.getLast();
    }

    public void forget() {
        scripts.clear();
        calls.clear();
    }

    public static String answer(String text, String finishReason) {
        var answer = Json.mapper().createObjectNode();
        var candidate = answer.putArray("candidates").addObject();
        candidate
                .put("finishReason", finishReason)
                .put("index", 0)
                .putObject("content")
                .put("role", "model")
                .putArray("parts")
                .addObject()
                .put("text", text);
        answer.putObject("usageMetadata")
                .put("promptTokenCount", 12)
                .put("candidatesTokenCount", 34)
                .put("totalTokenCount", 46);
        return answer.put("modelVersion", "gemini-2.5-flash").put("responseId", "r1").toString();
    }

    public static String error(int code, String status) {
        var answer = Json.mapper().createObjectNode();
        answer.putObject("error").put("code", code).put("message", "no").put("status", status);
        return answer.toString();
    }

    /** Body of a 503 that demands this delay before another request. */
    public static String errorWithRetryDelay(Duration delay) {
        var answer = Json.mapper().createObjectNode();
        answer.putObject("error")
                .put("code", 503)
                .put("status", "UNAVAILABLE")
                .putArray("details")
                .addObject()
                .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                .put("retryDelay", delay.toSeconds() + "s");
        return answer.toString();
    }

    private void receive(HttpServerRequest request) {
        var closed = new CompletableFuture<Void>();
        request.connection().closeHandler(_ -> closed.complete(null));
        request.body().onSuccess(body -> respond(request, body, closed));
    }

    private void respond(HttpServerRequest request, Buffer body, CompletableFuture<Void> closed) {
        calls.add(
                new Call(
                        requireNonNullElse(request.path(), ""),
                        request.getHeader("x-goog-api-key"),
                        json(body),
                        closed));
        var script = scripts.poll();
        var next = script == null ? unscripted() : script;
        if (next.delay().isZero()) {
            write(request, next);
        } else {
            vertx.setTimer(next.delay().toMillis(), _ -> write(request, next));
        }
    }

    private Script unscripted() {
        return isDown
                ? new Script(Duration.ZERO, 503, error(503, "UNAVAILABLE"), Map.of(), false)
                : new Script(Duration.ZERO, 200, answer("Hello", "STOP"), Map.of(), false);
    }

    private static void write(HttpServerRequest request, Script script) {
        request.response()
                .setStatusCode(script.status())
                .putHeader("Content-Type", "application/json; charset=UTF-8");
        script.headers().forEach(request.response()::putHeader);
        if (script.isStalled()) {
            request.response().setChunked(true).write(script.body());
        } else {
            request.response().end(script.body());
        }
    }

    private static JsonNode json(Buffer body) {
        try {
            return Json.mapper().readTree(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private record Script(
            Duration delay,
            int status,
            String body,
            Map<String, String> headers,
            boolean isStalled) {}

    /**
     * A received request.
     *
     * @param closed completes when the request's connection is closed
     */
    public record Call(
            String path, @Nullable String apiKey, JsonNode body, CompletableFuture<Void> closed) {

        public String system() {
            return body.at("/systemInstruction/parts/0/text").asText();
        }

        /** The conversation, an entry a line: {@code role: text}. */
        public List<String> contents() {
            return body.path("contents")
                    .valueStream()
                    .map(entry ->
                            entry.path("role").asText() + ": " + entry.at("/parts/0/text").asText())
                    .toList();
        }
    }
}
