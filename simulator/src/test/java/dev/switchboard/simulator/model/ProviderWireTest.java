package dev.switchboard.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.simulator.SimulatorCase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire formats beside Gemini's, which have scripts and faults in common with it. */
class ProviderWireTest extends SimulatorCase {
    private static final String OPENAI = "/v1/chat/completions";
    private static final String ANTHROPIC = "/v1/messages";
    private static final String OLLAMA = "/api/chat";

    @Test
    void openAisAnswerIsAChatCompletion() {
        // When
        var answer = post(OPENAI, request("hello"));

        // Then
        var choice = answer.getJsonArray("choices").getJsonObject(0);
        assertThat(answer.getString("object")).isEqualTo("chat.completion");
        assertThat(answer.getString("model")).isEqualTo("m");
        assertThat(choice.getJsonObject("message").getString("content")).contains("hello");
        assertThat(choice.getString("finish_reason")).isEqualTo("stop");
        assertThat(answer.getJsonObject("usage").getInteger("total_tokens")).isPositive();
    }

    @Test
    void anthropicsAnswerIsAMessage() {
        // When
        var answer = post(ANTHROPIC, request("hello"));

        // Then
        assertThat(answer.getString("type")).isEqualTo("message");
        assertThat(answer.getJsonArray("content").getJsonObject(0).getString("text"))
                .contains("hello");
        assertThat(answer.getString("stop_reason")).isEqualTo("end_turn");
        assertThat(answer.getJsonObject("usage").getInteger("input_tokens")).isPositive();
    }

    @Test
    void ollamasAnswerIsDone() {
        // When
        var answer = post(OLLAMA, request("hello"));

        // Then
        assertThat(answer.getJsonObject("message").getString("content")).contains("hello");
        assertThat(answer.getBoolean("done")).isTrue();
        assertThat(answer.getInteger("eval_count")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENAI, ANTHROPIC, OLLAMA})
    void scriptsHoldForEveryProviderAndCallsAreRecorded(String path) {
        // Given
        wire.post(
                "/sim/model",
                new JsonObject("{\"reply\":\"usual\",\"calls\":[{\"reply\":\"first\"}]}"));

        // When
        var first = post(path, request("hello"));
        var second = post(path, request("hello"));

        // Then
        assertThat(first.encode()).contains("\"first\"");
        assertThat(second.encode()).contains("\"usual\"");
        var calls = wire.list("/sim/model/calls");
        assertThat(calls).hasSize(2);
        assertThat(calls.getJsonObject(0).getString("answer")).isEqualTo("first");
        assertThat(calls.getJsonObject(0).getString("model")).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource({
        OPENAI + ", 429, rate_limit_exceeded",
        OPENAI + ", 500, server_error",
        ANTHROPIC + ", 429, rate_limit_error",
        ANTHROPIC + ", 529, overloaded_error",
        OLLAMA + ", 404, model not found"
    })
    void faultHasTheProvidersForm(String path, int status, String name) {
        // Given
        wire.put(
                "/sim/faults",
                new JsonObject().put("model", new JsonObject().put("status", status)));

        // When
        var response = send(path, request("hello"));

        // Then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("\"error\"", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENAI, ANTHROPIC, OLLAMA})
    void requestWithoutMessagesAndOneForAStreamAreRefused(String path) {
        assertThat(send(path, new JsonObject().put("max_tokens", 9).put("stream", false)))
                .returns(400, HttpResponse::statusCode);
        assertThat(send(path, request("hello").put("stream", true)))
                .returns(400, HttpResponse::statusCode);
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENAI, ANTHROPIC})
    void requestWithoutAKeyIsRefused(String path) {
        assertThat(wire.call("POST", path, request("hello").encode()).statusCode()).isEqualTo(401);
    }

    @Test
    void anthropicNeedsTheBoundAndTheCustomerFirst() {
        // Given
        var withoutBound = request("hello");
        withoutBound.remove("max_tokens");
        var businessFirst = request("hello");
        businessFirst.getJsonArray("messages").getJsonObject(0).put("role", "assistant");

        // Then
        assertThat(send(ANTHROPIC, withoutBound).body()).contains("max_tokens: Field required");
        assertThat(send(ANTHROPIC, businessFirst).body()).contains("must use the user role");
    }

    @Test
    void responseMayHaveAnyHeadersAndBody() {
        // Given
        wire.post(
                "/sim/model",
                new JsonObject(
                        "{\"response\":{\"headers\":{\"Retry-After\":\"7\",\"Content-Type\":\"text/html\"},"
                            + "\"body\":\"<html>\"}}"));

        // When
        var response = send(OPENAI, request("hello"));

        // Then
        assertThat(response.body()).isEqualTo("<html>");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void connectionBreaksWhereTheScriptSaysSo(int bytes) {
        // Given
        wire.post(
                "/sim/model",
                new JsonObject().put("response", new JsonObject().put("breakAfter", bytes)));

        // When
        assertThatThrownBy(() -> send(OPENAI, request("hello")))
                .isInstanceOf(UncheckedIOException.class);

        // Then
        assertThat(wire.list("/sim/model/calls").getJsonObject(0).getString("outcome"))
                .isEqualTo("broken-off");
    }

    @Test
    void answerThatDripsArrivesWholeAndSlowly() {
        // Given
        var begin = System.nanoTime();
        wire.post(
                "/sim/model",
                new JsonObject("{\"response\":{\"body\":\"{}  ü\",\"drip\":\"PT0.05S\"}}"));

        // When
        var response = send(OPENAI, request("hello"));

        // Then
        assertThat(response.body()).isEqualTo("{}  ü");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThan(Duration.ofMillis(250));
    }

    @Test
    void answerIsCompressedWhateverTheClientAccepts() throws Exception {
        // Given
        wire.post("/sim/model", new JsonObject("{\"response\":{\"body\":\"{}\",\"gzip\":true}}"));

        // When
        var response =
                wire.client()
                        .send(
                                withKeys(OPENAI, request("hello")).build(),
                                BodyHandlers.ofInputStream());

        // Then
        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(response.body())).hasContent("{}");
    }

    @Test
    void stalledResponseIsOpenUntilTheClientDisconnects() {
        // Given
        wire.post(
                "/sim/model",
                new JsonObject().put("response", new JsonObject().put("stallAfter", 10)));
        var call =
                wire.client()
                        .sendAsync(
                                withKeys(OPENAI, request("hello")).build(),
                                BodyHandlers.ofString());
        await().until(() -> wire.list("/sim/model/calls").size() == 1);

        // When
        call.cancel(true);

        // Then
        await().until(() -> wire.list("/sim/model/calls").getJsonObject(0).getBoolean("cancelled"));
    }

    private JsonObject post(String path, JsonObject request) {
        return new JsonObject(send(path, request).body());
    }

    private HttpResponse<String> send(String path, JsonObject request) {
        return wire.send(withKeys(path, request));
    }

    private HttpRequest.Builder withKeys(String path, JsonObject request) {
        return wire.request(path)
                .header("Authorization", "Bearer any")
                .header("x-api-key", "any")
                .header("anthropic-version", "2023-06-01")
                .POST(BodyPublishers.ofString(request.encode()));
    }

    private static JsonObject request(String text) {
        var message = new JsonObject().put("role", "user").put("content", text);
        return new JsonObject()
                .put("model", "m")
                .put("max_tokens", 1000)
                .put("stream", false)
                .put("messages", new JsonArray().add(message));
    }
}
