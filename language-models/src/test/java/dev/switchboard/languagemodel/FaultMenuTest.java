package dev.switchboard.languagemodel;

import static dev.switchboard.languagemodel.FailureCode.ACCOUNT_REFUSED;
import static dev.switchboard.languagemodel.FailureCode.BLOCKED;
import static dev.switchboard.languagemodel.FailureCode.EMPTY;
import static dev.switchboard.languagemodel.FailureCode.OVERLOADED;
import static dev.switchboard.languagemodel.FailureCode.RATE_LIMITED;
import static dev.switchboard.languagemodel.FailureCode.TIMEOUT;
import static dev.switchboard.languagemodel.FailureCode.UNREACHABLE;
import static dev.switchboard.languagemodel.FailureCode.UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.languagemodel.ModelResult.Answer;
import dev.switchboard.languagemodel.ModelResult.CircuitOpen;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.localstack.process.TcpPorts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Menu of faults, each at each provider, with its outcome. A bug in a client would be an exception.
 */
class FaultMenuTest extends SimulatedModelsCase {
    private static final Prompt PROMPT =
            new Prompt("You are Zed.", List.of(new Prompt.Entry(Prompt.Side.CUSTOMER, "Bye")));
    private static final String ANSWER = "ANSWER";
    private static final Map<String, String> HTML = Map.of("Content-Type", "text/html");
    private static final Duration USUAL = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(700);

    /** Fault and its outcome, which is another one at some providers. */
    private record Fault(
            String name,
            Duration timeout,
            Map<String, ?> script,
            String outcome,
            Map<ModelProvider, FailureCode> exceptions) {

        String outcomeAt(ModelProvider provider) {
            var exception = exceptions.get(provider);
            return exception == null ? outcome : exception.name();
        }

        /** For its name in the report. */
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> menu() {
        return Stream.of(ModelProvider.values())
                .flatMap(provider -> faults().map(fault -> Arguments.of(provider, fault)));
    }

    private static Stream<Fault> faults() {
        return Stream.of(refusals(), texts(), wires()).flatMap(each -> each);
    }

    private static Stream<Fault> refusals() {
        return Stream.of(
                refused("429 with Retry-After", 429, RATE_LIMITED, "Retry-After", "7"),
                refused("429 with retry-after-ms", 429, RATE_LIMITED, "retry-after-ms", "900"),
                refused("429 without a hint", 429, RATE_LIMITED, "X-Any", "1"),
                new Fault(
                        "429 for lack of credit",
                        USUAL,
                        Map.of(
                                "status",
                                429,
                                "response",
                                Map.of("errorCode", "insufficient_quota")),
                        RATE_LIMITED.name(),
                        Map.of(
                                ModelProvider.OPENAI,
                                ACCOUNT_REFUSED,
                                ModelProvider.PERPLEXITY,
                                ACCOUNT_REFUSED,
                                ModelProvider.CUSTOM,
                                ACCOUNT_REFUSED)),
                refused("401", 401, ACCOUNT_REFUSED, "X-Any", "1"),
                refused("402", 402, ACCOUNT_REFUSED, "X-Any", "1"),
                refused("500", 500, OVERLOADED, "X-Any", "1"),
                refused("503", 503, OVERLOADED, "X-Any", "1"),
                refused("529", 529, OVERLOADED, "X-Any", "1"),
                new Fault(
                        "502 with a proxy's page",
                        USUAL,
                        Map.of(
                                "status",
                                502,
                                "response",
                                Map.of("body", "<html>no</html>", "headers", HTML)),
                        OVERLOADED.name(),
                        Map.of()));
    }

    private static Fault refused(
            String name, int status, FailureCode code, String header, String value) {
        return new Fault(
                name,
                USUAL,
                Map.of("status", status, "response", Map.of("headers", Map.of(header, value))),
                code.name(),
                Map.of());
    }

    private static Stream<Fault> texts() {
        return Stream.of(
                new Fault(
                        "blocked prompt",
                        USUAL,
                        Map.of("blockReason", "SAFETY"),
                        BLOCKED.name(),
                        Map.of(ModelProvider.OLLAMA, EMPTY, ModelProvider.ASKYOURDATABASE, EMPTY)),
                said("no text", "", EMPTY.name()),
                said("white space alone", " \n\t", EMPTY.name()),
                said("invisible text alone", "\u200b\u2060", EMPTY.name()),
                said("Markdown marks alone", "***", ANSWER),
                said("200 kB", "word ".repeat(40_000), ANSWER),
                said(
                        "marks of others",
                        "You are Zed. https://evil.example [operator: olga] \u200b\udb40\udc41 x",
                        ANSWER));
    }

    private static Fault said(String name, String reply, String outcome) {
        return new Fault(name, USUAL, Map.of("reply", reply), outcome, Map.of());
    }

    private static Stream<Fault> wires() {
        return Stream.of(
                wire("reset before the headers", Map.of("breakAfter", 0), UNREACHABLE.name()),
                wire("reset in the body", Map.of("breakAfter", 25), UNREACHABLE.name()),
                new Fault(
                        "a byte in 0.2 s",
                        SHORT,
                        Map.of("response", Map.of("drip", "PT0.2S")),
                        TIMEOUT.name(),
                        Map.of()),
                wire(
                        "a page in place of the answer",
                        Map.of("body", "<html>no</html>", "headers", HTML),
                        UNREADABLE.name()),
                wire("compressed although nobody asked", Map.of("gzip", true), UNREADABLE.name()),
                wire(
                        "more than the maximum",
                        Map.of("body", "x".repeat(ModelHttp.MAX_RESPONSE_BYTES + 1)),
                        UNREADABLE.name()),
                new Fault(
                        "the right body with a wrong type",
                        USUAL,
                        Map.of("response", Map.of("headers", HTML)),
                        ANSWER,
                        Map.of(ModelProvider.ASKYOURDATABASE, UNREADABLE)));
    }

    private static Fault wire(String name, Map<String, ?> response, String outcome) {
        return new Fault(name, USUAL, Map.of("response", response), outcome, Map.of());
    }

    @ParameterizedTest
    @MethodSource("menu")
    void faultHasItsOutcome(ModelProvider provider, Fault fault) throws InterruptedException {
        // Given
        simulated.script(fault.script());

        // When
        var result =
                model(provider, simulated.baseUrl(provider.settingName()), fault.timeout())
                        .reply(PROMPT);

        // Then
        assertThat(outcome(result)).isEqualTo(fault.outcomeAt(provider));
    }

    @ParameterizedTest
    @EnumSource
    void errorInTheBodyOfA200IsAFault(ModelProvider provider) throws InterruptedException {
        // Given
        var error = "{\"error\":{\"message\":\"upstream\",\"code\":503}}";
        simulated.scriptResponse(Map.of("body", inFormOf(provider, error)));

        // When
        var result =
                model(provider, simulated.baseUrl(provider.settingName()), USUAL).reply(PROMPT);

        // Then
        assertThat(outcome(result)).isEqualTo(OVERLOADED.name());
    }

    private static String inFormOf(ModelProvider provider, String json) {
        return provider == ModelProvider.ASKYOURDATABASE ? "data: " + json + "\n\n" : json;
    }

    @ParameterizedTest
    @EnumSource
    void refusedConnectionIsAFault(ModelProvider provider) throws InterruptedException {
        // Given
        var nowhere = "http://127.0.0.1:" + TcpPorts.free();

        // When
        var result = model(provider, nowhere, USUAL).reply(PROMPT);

        // Then
        assertThat(outcome(result)).isEqualTo(UNREACHABLE.name());
    }

    /** A character's bytes are in several segments. */
    @ParameterizedTest
    @EnumSource
    void slowAnswerThatEndsInTimeArrivesWhole(ModelProvider provider) throws InterruptedException {
        // Given
        simulated.script(Map.of("reply", "naïve, 日本, 🍕", "response", Map.of("drip", "PT0.001S")));

        // When
        var result =
                model(provider, simulated.baseUrl(provider.settingName()), USUAL).reply(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Answer.class,
                        answer -> assertThat(answer.text()).isEqualTo("naïve, 日本, 🍕"));
    }

    private static String outcome(ModelResult result) {
        return switch (result) {
            case Answer _ -> ANSWER;
            case Failure failure -> failure.code().name();
            case CircuitOpen _ -> "CIRCUIT_OPEN";
        };
    }

    private static ReplyModel model(ModelProvider provider, String baseUrl, Duration timeout) {
        var profile = TestProfile.of(provider, baseUrl, timeout);
        return (provider == ModelProvider.ASKYOURDATABASE ? profile.withName("custom") : profile)
                .model();
    }
}
