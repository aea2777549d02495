package dev.switchboard.aiworker.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.switchboard.common.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Sends langchain4j's requests and normalizes Gemini's answers to the form that it can read.
 * Version 1.18.0 fails on an answer without candidates, finish reason or usage and on a finish
 * reason it does not know, it puts blank lines between the parts of one text, and its own client
 * reads an answer of any length.
 */
final class GeminiHttp implements HttpClient {
    /** Hundreds of times Gemini's maximum answer; a thousand calls may be in flight at once. */
    static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

    private static final Set<String> NORMAL_FINISH_REASONS = Set.of("STOP", "MAX_TOKENS");
    private static final Set<String> BLOCKED_FINISH_REASONS =
            Set.of(
                    "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION");

    private final java.net.http.HttpClient http;
    private final Duration timeout;

    private GeminiHttp(Duration connectTimeout, Duration timeout) {
        http =
                java.net.http.HttpClient.newBuilder()
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .connectTimeout(connectTimeout)
                        .build();
        this.timeout = timeout;
    }

    /** An interrupt cancels the request; it is still set when this throws. */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try {
            var response = http.send(toJdk(request), BodyHandlers.ofInputStream());
            var body = read(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new GeminiFailures.Refusal(
                        response.statusCode(), body, response.headers().firstValue("Retry-After"));
            }
            return SuccessfulHttpResponse.builder()
                    .statusCode(response.statusCode())
                    .headers(response.headers().map())
                    .body(normalized(body).toString())
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the call was cancelled", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private java.net.http.HttpRequest toJdk(HttpRequest request) {
        var builder =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                        .timeout(timeout)
                        .method(request.method().name(), BodyPublishers.ofString(request.body()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    /** Stops at the maximum length: closing the body then closes the connection. */
    private static String read(InputStream answer) throws IOException {
        try (answer) {
            var bytes = answer.readNBytes(MAX_ANSWER_BYTES + 1);
            if (bytes.length > MAX_ANSWER_BYTES) {
                throw new GeminiFailures.UnreadableAnswer(
                        "longer than " + MAX_ANSWER_BYTES + " bytes");
            }
            return new String(bytes, UTF_8);
        }
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("a streaming call cannot be cancelled in time");
    }

    private static JsonNode normalized(String body) {
        var parsed = parsed(body);
        GeminiFailures.throwIfRefusal(parsed, body);
        if (!(parsed instanceof ObjectNode answer)) {
            throw new GeminiFailures.UnreadableAnswer("not a JSON object");
        }
        if (!(answer.path("candidates").path(0) instanceof ObjectNode candidate)) {
            throw GeminiFailures.ofNoCandidate(answer.path("promptFeedback").path("blockReason"));
        }
        candidate.put("finishReason", knownFinishReason(candidate.path("finishReason").asText()));
        joinParts(candidate);
        if (!answer.path("usageMetadata").isObject()) {
            answer.putObject("usageMetadata");
        }
        return answer;
    }

    private static JsonNode parsed(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new GeminiFailures.UnreadableAnswer("not JSON");
        }
    }

    private static String knownFinishReason(String reason) {
        if (BLOCKED_FINISH_REASONS.contains(reason)) {
            return "SAFETY";
        }
        return NORMAL_FINISH_REASONS.contains(reason) ? reason : "OTHER";
    }

    private static void joinParts(ObjectNode candidate) {
        var text = new StringBuilder();
        for (var part : candidate.path("content").path("parts")) {
            if (!part.path("thought").asBoolean()) {
                text.append(part.path("text").asText(""));
            }
        }
        var content = candidate.putObject("content").put("role", "model");
        content.putArray("parts").addObject().put("text", text.toString());
    }

    /** Builds the client; langchain4j sets the timeouts. */
    static final class Builder implements HttpClientBuilder {
        private @Nullable Duration connectTimeout;
        private @Nullable Duration readTimeout;

        @Override
        public @Nullable Duration connectTimeout() {
            return connectTimeout;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        @Override
        public @Nullable Duration readTimeout() {
            return readTimeout;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            readTimeout = timeout;
            return this;
        }

        @Override
        public HttpClient build() {
            return new GeminiHttp(requireNonNull(connectTimeout), requireNonNull(readTimeout));
        }
    }
}
