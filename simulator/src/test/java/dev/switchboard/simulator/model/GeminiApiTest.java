package dev.switchboard.simulator.model;

import static dev.switchboard.simulator.Wire.GENERATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.simulator.SimulatorCase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeminiApiTest extends SimulatorCase {
    private static final JsonObject HELLO = request("hello");

    @Test
    void answerHasTextUsageAndAReasonToStop() {
        // When
        var answer = wire.generate(HELLO);

        // Then
        var candidate = answer.getJsonArray("candidates").getJsonObject(0);
        assertThat(text(answer)).contains("hello");
        assertThat(candidate.getString("finishReason")).isEqualTo("STOP");
        assertThat(answer.getJsonObject("usageMetadata").getInteger("totalTokenCount"))
                .isPositive();
        assertThat(answer.getString("modelVersion")).isEqualTo("gemini-2.5-flash");
    }

    @Test
    void streamIsServerSentEventsEndedByCrlfWithTheReasonInTheLast() throws Exception {
        // When
        var answer =
                wire.client()
                        .send(
                                wire.gemini(
                                        "/v1beta/models/m:streamGenerateContent?alt=sse",
                                        request("write 600 characters")),
                                BodyHandlers.ofString());

        // Then
        var events =
                Stream.of(answer.body().split("\r\n\r\n"))
                        .map(it -> new JsonObject(it.substring(6)))
                        .toList();
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(events).hasSizeGreaterThan(3);
        assertThat(String.join("", events.stream().map(GeminiApiTest::text).toList())).hasSize(600);
        assertThat(events.getLast().encode()).contains("\"finishReason\":\"STOP\"");
        assertThat(events.getFirst().encode()).doesNotContain("finishReason");
    }

    @Test
    void streamWithoutSseIsAJsonArray() throws Exception {
        // When
        var answer =
                wire.client()
                        .send(
                                wire.gemini(
                                        "/v1beta/models/m:streamGenerateContent",
                                        request("write 600 characters")),
                                BodyHandlers.ofString());

        // Then
        assertThat(new JsonArray(answer.body())).hasSizeGreaterThan(3);
    }

    @Test
    void answerLongerThanTheLimitIsCut() {
        // Given
        var request =
                request("write 5000 characters")
                        .put("generationConfig", new JsonObject().put("maxOutputTokens", 50));

        // When
        var answer = wire.generate(request);

        // Then
        assertThat(text(answer)).hasSizeBetween(100, 600);
        assertThat(answer.encode())
                .contains("\"finishReason\":\"MAX_TOKENS\"")
                .contains("\"candidatesTokenCount\":50");
    }

    @Test
    void callsFollowTheirScriptsAndThenTheDefaultReply() {
        // Given
        wire.post(
                "/sim/model",
                new JsonObject(
                        "{\"reply\":\"usual\",\"calls\":[{\"reply\":\"first\"},{\"status\":503},{\"finishReason\":\"SAFETY\"},{\"blockReason\":\"SAFETY\"}]}"));

        // When
        var answers = Stream.generate(() -> wire.generate(HELLO)).limit(5).toList();

        // Then
        assertThat(text(answers.get(0))).isEqualTo("first");
        assertThat(answers.get(1).getJsonObject("error").getString("status"))
                .isEqualTo("UNAVAILABLE");
        assertThat(answers.get(2).encode())
                .contains("\"finishReason\":\"SAFETY\"")
                .doesNotContain("\"parts\"");
        assertThat(answers.get(3).encode())
                .contains("\"blockReason\":\"SAFETY\"")
                .doesNotContain("\"candidates\":");
        assertThat(text(answers.get(4))).isEqualTo("usual");
    }

    @Test
    void echoNamesItsCallAndTheMessagesAndFillsUpWithSentencesOfThatCall() {
        // Given
        wire.generate(HELLO);
        wire.post("/sim/model", new JsonObject("{\"echo\":{\"length\":300}}"));

        // When
        var answer = text(wire.generate(request("c0001.1.1\nc0001.1.2")));

        // Then
        assertThat(answer).startsWith("#2 c0001.1.1 c0001.1.2 #2 ").hasSizeBetween(300, 400);
        assertThat(answer.split("\\. ")).allSatisfy(it -> assertThat(it).contains("#2 "));
    }

    @Test
    void lastSetOfReplyAndEchoHolds() {
        // Given
        wire.post("/sim/model", new JsonObject("{\"reply\":\"fixed\"}"));
        wire.post("/sim/model", new JsonObject("{\"echo\":{}}"));
        var echoed = text(wire.generate(HELLO));

        // When
        wire.post("/sim/model", new JsonObject("{\"reply\":\"fixed\"}"));

        // Then
        assertThat(echoed).isEqualTo("#1 hello");
        assertThat(text(wire.generate(HELLO))).isEqualTo("fixed");
    }

    @Test
    void nullReplyMakesTheModelAnswerFromTheRequestAgain() {
        // Given
        wire.post("/sim/model", new JsonObject().put("reply", "fixed"));
        wire.post("/sim/model", new JsonObject().putNull("reply"));

        // When
        var answer = wire.generate(HELLO);

        // Then
        assertThat(text(answer)).contains("hello");
    }

    @Test
    void callWhoseClientDisconnectsIsCancelled() {
        // Given
        wire.post("/sim/model", new JsonObject().put("latency", "PT30S"));
        var call = wire.client().sendAsync(wire.gemini(GENERATE, HELLO), BodyHandlers.ofString());
        await().until(() -> wire.list("/sim/model/calls").size() == 1);

        // When
        call.cancel(true);

        // Then
        await().atMost(Duration.ofSeconds(5))
                .until(() ->
                        wire.list("/sim/model/calls").getJsonObject(0).getBoolean("cancelled"));
        assertThat(wire.list("/sim/model/calls").getJsonObject(0).getString("answeredAt")).isNull();
    }

    @Test
    void aThousandCallsWaitAtTheSameTime() {
        // Given
        wire.post("/sim/model", new JsonObject().put("latency", "PT2S").put("reply", "done"));

        // When
        var calls =
                Stream.generate(() ->
                                wire.client()
                                        .sendAsync(
                                                wire.gemini(GENERATE, HELLO),
                                                BodyHandlers.ofString()))
                        .limit(1_000)
                        .toList();

        // Then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> calls.stream().allMatch(it -> it.isDone()));
        assertThat(calls).allSatisfy(it -> assertThat(it.join().statusCode()).isEqualTo(200));
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(it -> it.getName().startsWith("vert.x"))
                .hasSizeLessThan(8);
    }

    @Test
    void callsAreRecordedWithRequestAnswerAndTimes() {
        // Given
        wire.post("/sim/model", new JsonObject().put("latency", "PT0.2S").put("reply", "done"));

        // When
        wire.generate(HELLO);

        // Then
        var call = wire.list("/sim/model/calls").getJsonObject(0);
        assertThat(call.getInteger("n")).isEqualTo(1);
        assertThat(call.getJsonObject("request")).isEqualTo(HELLO);
        assertThat(call.getString("answer")).isEqualTo("done");
        assertThat(call.getBoolean("cancelled")).isFalse();
        assertThat(
                        Duration.between(
                                Instant.parse(call.getString("startedAt")),
                                Instant.parse(call.getString("answeredAt"))))
                .isGreaterThanOrEqualTo(Duration.ofMillis(199));
    }

    @Test
    void requestWithoutKeyOrContentsIsRefused() {
        // When
        var noKey = wire.post(GENERATE, HELLO);
        var noContents = wire.generate(new JsonObject());

        // Then
        assertThat(noKey.getJsonObject("error").getString("status")).isEqualTo("PERMISSION_DENIED");
        assertThat(noContents.getJsonObject("error").getString("status"))
                .isEqualTo("INVALID_ARGUMENT");
    }

    private static JsonObject request(String text) {
        var part = new JsonObject().put("text", text);
        var content = new JsonObject().put("role", "user").put("parts", new JsonArray().add(part));
        return new JsonObject().put("contents", new JsonArray().add(content));
    }

    private static String text(JsonObject answer) {
        return answer.getJsonArray("candidates")
                .getJsonObject(0)
                .getJsonObject("content")
                .getJsonArray("parts")
                .getJsonObject(0)
                .getString("text");
    }
}
