package dev.switchboard.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.languagemodel.ModelResult.Answer;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.localstack.process.TcpPorts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of {@link ReplyModel}, which hold for every provider of models alike. */
class ProviderConformanceTest extends SimulatedModelsCase {
    private static final String SYSTEM = "You are Zed.\nBe \"brief\" – naïve, 日本, 🍕 <b>&amp;</b>.";
    private static final Prompt PROMPT =
            new Prompt(
                    SYSTEM,
                    List.of(
                            new Prompt.Entry(Prompt.Side.CUSTOMER, "Hi\nthere"),
                            new Prompt.Entry(Prompt.Side.BUSINESS, "Hello"),
                            new Prompt.Entry(Prompt.Side.CUSTOMER, "Bye")));
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(1);

    @ParameterizedTest
    @MethodSource("providers")
    void answerComesWithItsModelAndItsUsage(ModelProvider provider) throws InterruptedException {
        // Given
        simulated.script(Map.of("reply", "  Goodbye to you.\n"));

        // When
        var result = model(provider, TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Answer.class,
                        answer -> {
                            assertThat(answer.text()).isEqualTo("Goodbye to you.");
                            assertThat(answer.model()).isEqualTo(model(provider, TIMEOUT).name());
                            assertThat(answer.usage().inputTokens()).isGreaterThan(10);
                            assertThat(answer.usage().outputTokens()).isEqualTo(4);
                            assertThat(answer.usage().cachedInputTokens()).isZero();
                            assertThat(answer.usage().finishReason())
                                    .contains(finishReason(provider, false));
                        });
    }

    @ParameterizedTest
    @MethodSource("providers")
    void requestHasTheSystemTextTheHistoryAndTheBound(ModelProvider provider)
            throws InterruptedException {
        // Given
        var model = create(settings(provider, TIMEOUT).withMaxTokens(321));

        // When
        model.reply(PROMPT);

        // Then
        var request = simulated.onlyCall().path("request");
        assertThat(system(provider, request)).isEqualTo(SYSTEM);
        assertThat(conversation(provider, request))
                .containsExactly("user: Hi\nthere", "business: Hello", "user: Bye");
        assertThat(bound(provider, request)).isEqualTo(321);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void answerCutOffAtTheBoundIsMarkedAsTruncated(ModelProvider provider)
            throws InterruptedException {
        // Given
        var settings = settings(provider, TIMEOUT).withMaxTokens(20);

        // When
        var result =
                create(settings)
                        .reply(
                                new Prompt(
                                        SYSTEM,
                                        List.of(
                                                new Prompt.Entry(
                                                        Prompt.Side.CUSTOMER,
                                                        "write 900 characters"))));

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Answer.class,
                        answer -> {
                            assertThat(answer.text()).endsWith(" …").hasSizeLessThan(300);
                            assertThat(answer.usage().outputTokens()).isEqualTo(20);
                            assertThat(answer.usage().finishReason())
                                    .contains(finishReason(provider, true));
                        });
    }

    @ParameterizedTest
    @MethodSource("providers")
    void longAnswerArrivesWhole(ModelProvider provider) throws InterruptedException {
        // Given
        var text = "é".repeat(200_000);
        simulated.script(Map.of("reply", text));

        // When
        var result = model(provider, TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Answer.class, answer -> assertThat(answer.text()).isEqualTo(text));
    }

    static Stream<Arguments> errorStatuses() {
        return each(
                Map.ofEntries(
                        Map.entry(400, FailureCode.CONFIGURATION),
                        Map.entry(401, FailureCode.ACCOUNT_REFUSED),
                        Map.entry(402, FailureCode.ACCOUNT_REFUSED),
                        Map.entry(403, FailureCode.ACCOUNT_REFUSED),
                        Map.entry(404, FailureCode.CONFIGURATION),
                        Map.entry(408, FailureCode.OVERLOADED),
                        Map.entry(409, FailureCode.OVERLOADED),
                        Map.entry(413, FailureCode.CONFIGURATION),
                        Map.entry(422, FailureCode.CONFIGURATION),
                        Map.entry(429, FailureCode.RATE_LIMITED),
                        Map.entry(500, FailureCode.OVERLOADED),
                        Map.entry(502, FailureCode.OVERLOADED),
                        Map.entry(503, FailureCode.OVERLOADED),
                        Map.entry(504, FailureCode.OVERLOADED),
                        Map.entry(529, FailureCode.OVERLOADED)));
    }

    @ParameterizedTest
    @MethodSource("errorStatuses")
    void refusalIsAFailureWithItsCauseAfterOneRequest(
            ModelProvider provider, int status, FailureCode code) throws InterruptedException {
        // Given
        simulated.script(Map.of("status", status));

        // When
        var result = model(provider, TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(code);
                            assertThat(failure.detail())
                                    .startsWith("HTTP " + status)
                                    .doesNotContain("test-key", "Bye");
                        });
        assertThat(simulated.calls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "PERPLEXITY", "CUSTOM"})
    void usedUpCreditIsNotRetried(ModelProvider provider) throws InterruptedException {
        // Given
        simulated.script(
                Map.of("status", 429, "response", Map.of("errorCode", "insufficient_quota")));

        // When
        var result = model(provider, TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isEqualTo(Failure.of(FailureCode.ACCOUNT_REFUSED, "HTTP 429 insufficient_quota"));
    }

    static Stream<Arguments> delays() {
        var inTenMinutes =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(10));
        return each(
                Map.of(
                        Map.of("Retry-After", "7"), Duration.ofSeconds(7),
                        Map.of("retry-after-ms", "1500"), Duration.ofMillis(1500),
                        Map.of("Retry-After", "9", "retry-after-ms", "274579000"),
                                Duration.ofMillis(274579000),
                        Map.of("Retry-After", inTenMinutes), Duration.ofMinutes(9)));
    }

    @ParameterizedTest
    @MethodSource("delays")
    void delayThatTheProviderDemandsIsRead(
            ModelProvider provider, Map<String, String> headers, Duration delay)
            throws InterruptedException {
        // Given
        simulated.script(Map.of("status", 503, "response", Map.of("headers", headers)));

        // When
        var result = model(provider, TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure ->
                                assertThat(failure.retryAfter())
                                        .hasValueSatisfying(it ->
                                                assertThat(it)
                                                        .isBetween(delay, delay.plusSeconds(61))));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusedPromptIsBlockedAndHasItsUsage(ModelProvider provider) throws InterruptedException {
        // Given
        simulated.script(Map.of("blockReason", "SAFETY"));

        // When
        var result = model(provider, TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            // Ollama has no word for it.
                            assertThat(failure.code())
                                    .isEqualTo(
                                            provider == ModelProvider.OLLAMA
                                                    ? FailureCode.EMPTY
                                                    : FailureCode.BLOCKED);
                            assertThat(failure.usage().orElseThrow().inputTokens()).isPositive();
                        });
    }

    @ParameterizedTest
    @MethodSource("invisibleReplies")
    void answerWithoutVisibleTextIsEmptyAndHasItsUsage(ModelProvider provider, String reply)
            throws InterruptedException {
        // Given
        simulated.script(Map.of("reply", reply));

        // When
        var result = model(provider, TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(FailureCode.EMPTY);
                            assertThat(failure.usage().orElseThrow().inputTokens()).isPositive();
                        });
    }

    static Stream<Arguments> invisibleReplies() {
        return providers()
                .flatMap(provider ->
                        Stream.of("", " \n\t", "\u200b\u2060")
                                .map(reply -> Arguments.of(provider, reply)));
    }

    static Stream<Arguments> oddBodies() {
        return each(
                Map.ofEntries(
                        Map.entry("<html><h1>Bad Gateway</h1></html>", FailureCode.UNREADABLE),
                        Map.entry("", FailureCode.UNREADABLE),
                        Map.entry("[]", FailureCode.UNREADABLE),
                        Map.entry("null", FailureCode.UNREADABLE),
                        Map.entry("\"text\"", FailureCode.UNREADABLE),
                        Map.entry("{\"choices\":", FailureCode.UNREADABLE),
                        Map.entry("{}", FailureCode.EMPTY),
                        Map.entry(
                                "{\"choices\":[],\"candidates\":[],\"content\":[],\"message\":{}}",
                                FailureCode.EMPTY),
                        Map.entry(
                                "{\"choices\":null,\"candidates\":null,\"content\":null,"
                                        + "\"message\":null,\"usage\":null}",
                                FailureCode.EMPTY),
                        Map.entry(
                                "{\"choices\":[7],\"candidates\":[7],\"content\":[7],"
                                        + "\"message\":7,\"usage\":\"x\",\"created\":\"x\"}",
                                FailureCode.EMPTY),
                        Map.entry(
                                "{\"choices\":[{\"message\":{\"content\":{}},\"finish_reason\":{}}],"
                                    + "\"candidates\":[{\"content\":{\"parts\":{}}}],"
                                    + "\"content\":{\"type\":[]},\"stop_reason\":9,"
                                    + "\"message\":{\"content\":[]},\"done\":true,"
                                    + "\"done_reason\":[]}",
                                FailureCode.EMPTY),
                        Map.entry(
                                "{\"error\":{\"message\":\"upstream\",\"code\":503}}",
                                FailureCode.OVERLOADED)));
    }

    @ParameterizedTest
    @MethodSource("oddBodies")
    void bodyInNoKnownFormIsAFailureWithItsCause(
            ModelProvider provider, String body, FailureCode code) throws InterruptedException {
        // Given
        simulated.scriptResponse(Map.of("body", body));

        // When
        var result = model(provider, TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void errorPageOfAProxyIsRetryable(ModelProvider provider) throws InterruptedException {
        // Given
        simulated.script(
                Map.of(
                        "status",
                        502,
                        "response",
                        Map.of(
                                "body",
                                "<html>no</html>",
                                "headers",
                                Map.of("Content-Type", "text/html"))));

        // When
        var result = model(provider, TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.OVERLOADED));
    }

    static Stream<Arguments> breaks() {
        return providers()
                .flatMap(provider -> Stream.of(0, 25).map(bytes -> Arguments.of(provider, bytes)));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void brokenConnectionIsUnreachableAndNeverHalfAnAnswer(ModelProvider provider, int bytes)
            throws InterruptedException {
        // Given
        simulated.scriptResponse(Map.of("breakAfter", bytes));

        // When
        var result = model(provider, TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusedConnectionIsUnreachable(ModelProvider provider) throws InterruptedException {
        // Given
        var nowhere = "http://127.0.0.1:" + TcpPorts.free();

        // When
        var result = create(TestProfile.of(provider, nowhere, TIMEOUT)).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE));
    }

    @ParameterizedTest
    @MethodSource("hangs")
    void answerThatDoesNotEndIsATimeoutAndClosesItsConnection(
            ModelProvider provider, Map<String, ?> script) throws InterruptedException {
        // Given
        simulated.script(script);

        // When
        var result = model(provider, SHORT_TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.TIMEOUT));
        await().until(() -> simulated.onlyCall().path("cancelled").asBoolean());
    }

    static Stream<Arguments> hangs() {
        return providers()
                .flatMap(provider ->
                        Stream.of(
                                        Map.of("latency", "PT30S"),
                                        Map.of("response", Map.of("stallAfter", 25)))
                                .map(script -> Arguments.of(provider, script)));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void answerBeyondTheMaximumLengthIsUnreadable(ModelProvider provider)
            throws InterruptedException {
        // Given
        simulated.script(Map.of("reply", "x".repeat(ModelHttp.MAX_RESPONSE_BYTES + 1)));

        // When
        var result = model(provider, TIMEOUT).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.UNREADABLE));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void interruptEndsTheCallAndClosesItsConnection(ModelProvider provider)
            throws InterruptedException {
        // Given
        simulated.script(Map.of("latency", "PT30S"));
        var interrupted = new CountDownLatch(1);
        var caller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                var _ = model(provider, TIMEOUT).reply(PROMPT);
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                        });
        await().until(() -> simulated.calls().size() == 1);

        // When
        caller.interrupt();

        // Then
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        await().until(() -> simulated.onlyCall().path("cancelled").asBoolean());
    }

    private static ReplyModel model(ModelProvider provider, Duration timeout) {
        return create(settings(provider, timeout));
    }

    private static ReplyModel create(TestProfile settings) {
        return settings.model();
    }

    private static Stream<ModelProvider> providers() {
        return Stream.of(ModelProvider.values())
                .filter(provider -> provider != ModelProvider.ASKYOURDATABASE);
    }

    private static TestProfile settings(ModelProvider provider, Duration timeout) {
        return TestProfile.of(provider, simulated.baseUrl(provider.settingName()), timeout);
    }

    private static Stream<Arguments> each(Map<?, ?> cases) {
        return providers()
                .flatMap(provider ->
                        cases.entrySet().stream()
                                .map(it -> Arguments.of(provider, it.getKey(), it.getValue())));
    }

    private static String finishReason(ModelProvider provider, boolean cut) {
        return switch (provider) {
            case ASKYOURDATABASE -> throw new AssertionError("a chatbot");
            case GEMINI -> cut ? "MAX_TOKENS" : "STOP";
            case ANTHROPIC -> cut ? "max_tokens" : "end_turn";
            case OPENAI, PERPLEXITY, CUSTOM, OLLAMA -> cut ? "length" : "stop";
        };
    }

    private static String system(ModelProvider provider, JsonNode request) {
        return switch (provider) {
            case ASKYOURDATABASE -> throw new AssertionError("a chatbot");
            case GEMINI -> request.at("/systemInstruction/parts/0/text").asText();
            case ANTHROPIC -> request.at("/system/0/text").asText();
            case OPENAI, PERPLEXITY, CUSTOM, OLLAMA -> {
                assertThat(request.at("/messages/0/role").asText()).isEqualTo("system");
                yield request.at("/messages/0/content").asText();
            }
        };
    }

    private static List<String> conversation(ModelProvider provider, JsonNode request) {
        return switch (provider) {
            case ASKYOURDATABASE -> throw new AssertionError("a chatbot");
            case GEMINI -> entries(request.path("contents"), 0, "model", "/parts/0/text");
            case ANTHROPIC -> entries(request.path("messages"), 0, "assistant", "/content/0/text");
            case OPENAI, PERPLEXITY, CUSTOM, OLLAMA ->
                    entries(request.path("messages"), 1, "assistant", "/content");
        };
    }

    private static List<String> entries(
            JsonNode messages, int first, String business, String textAt) {
        return messages.valueStream()
                .skip(first)
                .map(it ->
                        (it.path("role").asText().equals(business)
                                        ? "business"
                                        : it.path("role").asText())
                                + ": "
                                + it.at(textAt).asText())
                .toList();
    }

    private static int bound(ModelProvider provider, JsonNode request) {
        return switch (provider) {
            case ASKYOURDATABASE -> throw new AssertionError("a chatbot");
            case GEMINI -> request.at("/generationConfig/maxOutputTokens").asInt();
            case OPENAI -> request.path("max_completion_tokens").asInt();
            case ANTHROPIC, PERPLEXITY, CUSTOM -> request.path("max_tokens").asInt();
            case OLLAMA -> request.at("/options/num_predict").asInt();
        };
    }
}
