package dev.switchboard.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.languagemodel.ModelResult.Answer;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.ModelResult.Usage;
import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.testing.FakeGemini;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiModelTest {
    private static final Prompt PROMPT =
            new Prompt(
                    "Be brief.",
                    List.of(
                            new Prompt.Entry(Prompt.Side.CUSTOMER, "Hi"),
                            new Prompt.Entry(Prompt.Side.BUSINESS, "Hello"),
                            new Prompt.Entry(Prompt.Side.CUSTOMER, "Bye")));

    private final FakeGemini gemini = new FakeGemini(0);
    private final ReplyModel model = model(Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        gemini.close();
    }

    @Test
    void requestIsInGeminisForm() throws InterruptedException {
        // When
        model.reply(PROMPT);

        // Then
        var call = gemini.lastCall();
        assertThat(call.path()).isEqualTo("/v1beta/models/gemini-2.5-flash:generateContent");
        assertThat(call.apiKey()).isEqualTo("test-key");
        assertThat(call.system()).isEqualTo("Be brief.");
        assertThat(call.contents()).containsExactly("user: Hi", "model: Hello", "user: Bye");
        assertThat(call.body().at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(1000);
        assertThat(call.body().at("/generationConfig/temperature").asDouble()).isEqualTo(0.7);
        assertThat(call.body().at("/generationConfig/thinkingConfig/thinkingBudget").asInt(-7))
                .isZero();
    }

    @Test
    void answerComesWithItsModelAndItsTokens() throws InterruptedException {
        // Given
        gemini.thenAnswers("  Goodbye. \n");

        // When
        var result = model.reply(PROMPT);

        // Then
        assertThat(result)
                .isEqualTo(
                        new Answer(
                                "Goodbye.",
                                "gemini-2.5-flash",
                                new Usage(12, 0, 0, 34, 0, Optional.of("STOP"))));
    }

    @Test
    void thoughtsAreLeftOutAndPartsAreJoinedAsTheyAre() throws InterruptedException {
        // Given
        gemini.thenResponds(
                200,
                """
                {"candidates":[{"content":{"role":"model","parts":[
                  {"text":"The user says bye.","thought":true},
                  {"text":"Good","thoughtSignature":"c2lnbmF0dXJl"},{"text":"bye."},
                  {"thoughtSignature":"c2lnbmF0dXJl"},{"thought":true}]},
                  "finishReason":"STOP"}],
                 "usageMetadata":{"promptTokenCount":20,"cachedContentTokenCount":15,
                  "candidatesTokenCount":3,"thoughtsTokenCount":40,"totalTokenCount":63}}\
                """);

        // When
        var result = model.reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Answer.class,
                        answer -> {
                            assertThat(answer.text()).isEqualTo("Goodbye.");
                            assertThat(answer.usage())
                                    .isEqualTo(new Usage(20, 15, 0, 3, 40, Optional.of("STOP")));
                        });
    }

    @Test
    void answerCutOffAtTheMaximumLengthIsMarkedAsTruncated() throws InterruptedException {
        // Given
        gemini.thenResponds(200, FakeGemini.answer("Once upon a", "MAX_TOKENS"));

        // When
        var result = model.reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Answer.class,
                        answer -> assertThat(answer.text()).isEqualTo("Once upon a …"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"promptFeedback":{"blockReason":"SAFETY"}}                                        | BLOCKED
                    {"candidates":[{"finishReason":"SAFETY","index":0}],"usageMetadata":{}}            | BLOCKED
                    {"candidates":[{"finishReason":"PROHIBITED_CONTENT"}]}                             | BLOCKED
                    {"promptFeedback":{"blockReason":"OTHER"},"candidates":[]}                         | BLOCKED
                    {"candidates":[]}                                                                  | EMPTY
                    {"candidates":null}                                                                | EMPTY
                    {"candidates":[null],"usageMetadata":"none"}                                       | EMPTY
                    {"candidates":{}}                                                                  | EMPTY
                    {}                                                                                 | EMPTY
                    {"usageMetadata":null,"modelVersion":"gemini-2.5-flash"}                           | EMPTY
                    {"promptFeedback":{"safetyRatings":[]}}                                            | EMPTY
                    {"promptFeedback":{"blockReason":null}}                                            | EMPTY
                    {"promptFeedback":{"blockReason":"BLOCK_REASON_UNSPECIFIED"}}                      | EMPTY
                    {"candidates":[{}]}                                                                | EMPTY
                    {"candidates":[{"finishReason":"STOP","content":null}],"usageMetadata":null}       | EMPTY
                    {"candidates":[{"finishReason":"STOP","content":{"parts":[]}}]}                    | EMPTY
                    {"candidates":[{"finishReason":"STOP","content":{"parts":[{"text":null}]}}]}       | EMPTY
                    {"candidates":[{"finishReason":"STOP","content":{"parts":[{"inlineData":{}}]}}]}   | EMPTY
                    {"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS"}]}          | EMPTY
                    {"candidates":[{"content":{"parts":[{"text":"\u200b"}]},"finishReason":"MAX_TOKENS"}]} | EMPTY
                    {"candidates":[{"content":{"parts":[{"text":"  "}]},"finishReason":"STOP"}]}       | EMPTY
                    {"candidates":[{"finishReason":"A_REASON_OF_TOMORROW"}]}                           | EMPTY
                    <html>502 Bad Gateway</html>                                                       | UNREADABLE
                    []                                                                                 | UNREADABLE
                    ``                                                                                 | UNREADABLE
                    null                                                                               | UNREADABLE
                    {"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}                               | RATE_LIMITED
                    [{"error":{"code":503,"status":"UNAVAILABLE"}}]                                    | OVERLOADED
                    {"error":{"message":"upstream"}}                                                   | OVERLOADED
                    {"error":{"code":403}}                                                             | ACCOUNT_REFUSED
                    {"error":{"code":400,"details":[{"reason":"API_KEY_INVALID"}]}}                    | ACCOUNT_REFUSED
                    {"error":{"code":400,"details":[{"reason":7},null,"x"]}}                           | CONFIGURATION
                    """)
    void answerWithoutTextIsAFailureWithItsCause(String body, FailureCode code)
            throws InterruptedException {
        // Given
        gemini.thenResponds(200, body);

        // When
        var result = model.reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT, CONFIGURATION",
        "401, UNAUTHENTICATED, ACCOUNT_REFUSED",
        "403, PERMISSION_DENIED, ACCOUNT_REFUSED",
        "404, NOT_FOUND, CONFIGURATION",
        "429, RESOURCE_EXHAUSTED, RATE_LIMITED",
        "500, INTERNAL, OVERLOADED",
        "503, UNAVAILABLE, OVERLOADED",
        "504, DEADLINE_EXCEEDED, OVERLOADED"
    })
    void refusalIsAFailureWithItsCause(int status, String name, FailureCode code)
            throws InterruptedException {
        // Given
        gemini.thenResponds(status, FakeGemini.error(status, name));

        // When
        var result = model.reply(PROMPT);

        // Then
        assertThat(result).isEqualTo(Failure.of(code, "HTTP " + status + " " + name));
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void retryDelayOfGeminiIsRead() throws InterruptedException {
        // Given
        gemini.thenResponds(
                429,
                """
                [{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[
                  {"@type":"type.googleapis.com/google.rpc.Help"},
                  {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"37.5s"}]}}]\
                """);

        // When
        var result = model.reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure ->
                                assertThat(failure.retryAfter()).contains(Duration.ofSeconds(38)));
    }

    @Test
    void retryAfterOfAProxyIsRead() throws InterruptedException {
        // Given
        gemini.thenResponds(429, "<html>slow down</html>", Map.of("Retry-After", "7"));

        // When
        var result = model.reply(PROMPT);

        // Then
        assertThat(result)
                .isEqualTo(
                        new Failure(
                                FailureCode.RATE_LIMITED,
                                "HTTP 429 no status name",
                                Optional.of(Duration.ofSeconds(8))));
    }

    @Test
    void errorPageOfAProxyIsRetryable() throws InterruptedException {
        // Given
        gemini.thenResponds(502, "<html><h1>Bad Gateway</h1></html>");

        // When
        var result = model.reply(PROMPT);

        // Then
        assertThat(result).isEqualTo(Failure.of(FailureCode.OVERLOADED, "HTTP 502 no status name"));
    }

    @Test
    void slowAnswerIsATimeout() throws InterruptedException {
        // Given
        gemini.thenHangs();

        // When
        var result = model(Duration.ofSeconds(1)).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.TIMEOUT));
    }

    @Test
    void answerThatStallsIsATimeoutAndClosesItsConnection() throws InterruptedException {
        // Given
        gemini.thenStalls();

        // When
        var result = model(Duration.ofSeconds(1)).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.TIMEOUT));
        assertThat(gemini.lastCall().closed()).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void answerBeyondTheMaximumLengthIsAFailureAndClosesItsConnection()
            throws InterruptedException {
        // Given
        var text = "x".repeat(ModelHttp.MAX_RESPONSE_BYTES * 5);
        gemini.thenResponds(200, FakeGemini.answer(text, "STOP"));

        // When
        var result = model.reply(PROMPT);

        // Then
        assertThat(result)
                .isEqualTo(
                        Failure.of(
                                FailureCode.UNREADABLE,
                                "IOException: body exceeds capacity: 4194304"));
        assertThat(gemini.lastCall().closed()).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void answerWithinTheMaximumLengthIsRead() throws InterruptedException {
        // Given
        var text = "x".repeat(ModelHttp.MAX_RESPONSE_BYTES / 2);
        gemini.thenResponds(200, FakeGemini.answer(text, "STOP"));

        // When
        var result = model.reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Answer.class, answer -> assertThat(answer.text()).isEqualTo(text));
    }

    @Test
    void refusedConnectionIsUnreachable() throws InterruptedException {
        // Given
        var nowhere = "http://127.0.0.1:" + TcpPorts.free() + "/v1beta";

        // When
        var result = TestProfile.gemini(nowhere, Duration.ofSeconds(5)).model().reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE));
    }

    @Test
    void cancelledCallClosesItsConnection() throws ExecutionException, InterruptedException {
        // Given
        gemini.thenHangs();
        var call = new FutureTask<>(() -> model.reply(PROMPT));
        var thread = Thread.ofVirtual().start(call);
        await().until(() -> !gemini.calls().isEmpty());

        // When
        call.cancel(true);

        // Then
        var closed = gemini.lastCall().closed().orTimeout(5, TimeUnit.SECONDS);
        assertThat(closed).succeedsWithin(Duration.ofSeconds(5));
        assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
    }

    private ReplyModel model(Duration timeout) {
        return TestProfile.gemini(gemini.baseUrl(), timeout).model();
    }
}
