package dev.switchboard.aiworker.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.switchboard.model.wire.Json;
import java.time.Duration;
import java.util.Set;

/**
 * Puts Gemini's answers into the form that langchain4j's client can read. Version 1.18.0 fails on
 * an answer without candidates, finish reason or usage and on a finish reason it does not know, and
 * it puts blank lines between the parts of one text.
 */
final class GeminiHttp implements HttpClient {
    private static final Set<String> FINISHED_WELL = Set.of("STOP", "MAX_TOKENS");
    private static final Set<String> WITHHELD =
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

    private final HttpClient http;

    private GeminiHttp(HttpClient http) {
        this.http = http;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        var response = http.execute(request);
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers())
                .body(readable(response.body()).toString())
                .build();
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("a streaming call cannot be cancelled in time");
    }

    private static JsonNode readable(String body) {
        if (!(parsed(body) instanceof ObjectNode answer)) {
            throw new GeminiFailures.UnreadableAnswer("not a JSON object");
        }
        if (!(answer.path("candidates").path(0) instanceof ObjectNode candidate)) {
            var reason = answer.path("promptFeedback").path("blockReason").asText("no candidates");
            throw new GeminiFailures.BlockedPrompt(reason);
        }
        candidate.put("finishReason", knownFinishReason(candidate.path("finishReason").asText()));
        joinWords(candidate);
        answer.withObject("/usageMetadata");
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
        if (WITHHELD.contains(reason)) {
            return "SAFETY";
        }
        return FINISHED_WELL.contains(reason) ? reason : "OTHER";
    }

    private static void joinWords(ObjectNode candidate) {
        var words = new StringBuilder();
        for (var part : candidate.path("content").path("parts")) {
            if (!part.path("thought").asBoolean()) {
                words.append(part.path("text").asText());
            }
        }
        var content = candidate.putObject("content").put("role", "model");
        content.putArray("parts").addObject().put("text", words.toString());
    }

    /** Builds the client around another one. */
    static final class Builder implements HttpClientBuilder {
        private final HttpClientBuilder inner;

        Builder(HttpClientBuilder inner) {
            this.inner = inner;
        }

        @Override
        public Duration connectTimeout() {
            return inner.connectTimeout();
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            inner.connectTimeout(timeout);
            return this;
        }

        @Override
        public Duration readTimeout() {
            return inner.readTimeout();
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            inner.readTimeout(timeout);
            return this;
        }

        @Override
        public HttpClient build() {
            return new GeminiHttp(inner.build());
        }
    }
}
