package dev.switchboard.aiworker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.aiworker.model.ModelChain.Called;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestTerms;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.ModelResult.Answer;
import dev.switchboard.languagemodel.ModelResult.CircuitOpen;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.languagemodel.ProviderAccount;
import dev.switchboard.languagemodel.ReplyModel;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.LogLines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In Quarkus, whose container makes the guards of the fault tolerance library. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class ModelChainTest {
    private static final Prompt PROMPT =
            new Prompt("", List.of(new Prompt.Entry(Prompt.Side.CUSTOMER, "Hi")));
    private static final Answer ANSWER = new Answer("Hello", "m", ModelResult.Usage.NONE);
    private static final ProviderAccount ACCOUNT =
            new ProviderAccount("models.example:443", Optional.of("key-of-the-account"));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> called = new ArrayList<>();
    private final Map<String, ModelResult> results = new HashMap<>();

    /** Two of one account, and one of another. */
    private final ModelChain chain =
            new ModelChain(
                    List.of(
                            model("first", ACCOUNT),
                            model("sibling", ACCOUNT),
                            model("other", ProviderAccount.ofItsOwn("other"))),
                    meters);

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, first other",
        "OVERLOADED, first other",
        "UNREACHABLE, first other",
        "UNREADABLE, first other",
        "TIMEOUT, first other",
        "ACCOUNT_REFUSED, first other",
        "CONFIGURATION, first sibling",
        "INTERNAL, first sibling",
        "EMPTY, first",
        "BLOCKED, first"
    })
    void failureFallsOverToWhomItDoesNotConcern(FailureCode code, String asked)
            throws InterruptedException {
        // Given
        results.put("first", Failure.of(code, "no"));

        // When
        var result = chain.call(PROMPT, GuardedModel::call);

        // Then
        assertThat(called).containsExactly(asked.split(" "));
        assertThat(result.model().profile()).isEqualTo(called.getLast());
        assertThat(result.result()).isEqualTo(called.size() == 1 ? results.get("first") : ANSWER);
    }

    @Test
    void answerOfTheFirstIsTheAnswer() throws InterruptedException {
        // When
        var result = chain.call(PROMPT, GuardedModel::call);

        // Then
        assertThat(result.result()).isEqualTo(ANSWER);
        assertThat(called).containsExactly("first");
        assertThat(meters.find("switchboard.model.fall.overs").counters()).isEmpty();
    }

    @Test
    void modelThatIsHeldBackIsNotCalled() throws InterruptedException {
        // Given
        results.put("first", limitedFor(Duration.ofSeconds(7)));
        chain.call(PROMPT, GuardedModel::call);
        called.clear();

        // When
        var result = chain.call(PROMPT, GuardedModel::call);

        // Then
        assertThat(result.result()).isEqualTo(ANSWER);
        assertThat(called).containsExactly("other");
        assertThat(chain.circuitDelay()).isZero();
    }

    @Test
    void callMayBeRefusedInTheModelsPlace() throws InterruptedException {
        // Given
        var refused = Failure.of(FailureCode.CONFIGURATION, "too dear");

        // When
        var result =
                chain.call(
                        PROMPT,
                        (model, prompt) ->
                                model.profile().equals("first") ? refused : model.call(prompt));

        // Then
        assertThat(result.result()).isEqualTo(ANSWER);
        assertThat(called).containsExactly("sibling");
    }

    @Test
    void cancelledCallCallsNoOther() {
        // When
        assertThatThrownBy(() ->
                        chain.call(
                                PROMPT,
                                (model, _) -> {
                                    called.add(model.profile());
                                    throw new InterruptedException("cancelled");
                                }))
                .isInstanceOf(InterruptedException.class);

        // Then
        assertThat(called).containsExactly("first");
    }

    @Test
    void fallOverIsCountedAndLoggedWithoutAKey() throws InterruptedException {
        // Given
        results.put("first", Failure.of(FailureCode.ACCOUNT_REFUSED, "HTTP 401"));

        try (var log = new LogLines(ModelChain.class)) {
            // When
            chain.call(PROMPT, GuardedModel::call);

            // Then
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "profile=first",
                            "code=ACCOUNT_REFUSED",
                            "detail=HTTP 401",
                            "next=other")
                    .doesNotContain("key-of-the-account");
            assertThat(
                            meters.get("switchboard.model.fall.overs")
                                    .tags("profile", "first", "cause", "account_refused")
                                    .counter()
                                    .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void chainOfWhichOneMayBeRetriedMayBe() throws InterruptedException {
        // Given
        results.put("first", Failure.of(FailureCode.CONFIGURATION, "HTTP 404"));
        results.put("sibling", limitedFor(Duration.ofMinutes(9)));
        results.put("other", limitedFor(Duration.ofSeconds(8)));

        // When
        var result = chain.call(PROMPT, GuardedModel::call);

        // Then
        assertThat(result)
                .isEqualTo(
                        new Called(
                                chain.models().get(1),
                                new Failure(
                                        FailureCode.RATE_LIMITED,
                                        "first CONFIGURATION: HTTP 404; sibling RATE_LIMITED: slow"
                                                + " down; other RATE_LIMITED: slow down",
                                        Optional.of(Duration.ofSeconds(8)))));
    }

    @Test
    void chainWithoutADemandedDelayIsRetriedAfterTheUsualBackoff() throws InterruptedException {
        // Given
        results.put("first", limitedFor(Duration.ofMinutes(9)));
        results.put("other", Failure.of(FailureCode.OVERLOADED, "HTTP 503"));

        // When
        var result = chain.call(PROMPT, GuardedModel::call).result();

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.retryAfter()).isEmpty());
    }

    @Test
    void chainThatFailsForGoodHasTheFirstCause() throws InterruptedException {
        // Given
        results.put("first", Failure.of(FailureCode.ACCOUNT_REFUSED, "HTTP 402"));
        results.put("other", Failure.of(FailureCode.CONFIGURATION, "HTTP 404"));

        // When
        var result = chain.call(PROMPT, GuardedModel::call);

        // Then
        assertThat(result.result())
                .isEqualTo(
                        Failure.of(
                                FailureCode.ACCOUNT_REFUSED,
                                "first ACCOUNT_REFUSED: HTTP 402; other CONFIGURATION: HTTP 404"));
    }

    @Test
    void chainThatIsHeldBackWaitsForTheFirstThatMayBeCalled() throws InterruptedException {
        // Given
        results.put("first", limitedFor(Duration.ofSeconds(9)));
        chain.call(PROMPT, GuardedModel::call);
        results.put("other", Failure.of(FailureCode.CONFIGURATION, "HTTP 404"));

        // When
        var result = chain.call(PROMPT, GuardedModel::call).result();

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        CircuitOpen.class,
                        open ->
                                assertThat(open.delay())
                                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(9)));
    }

    @Test
    void failureOfAChainOfOneIsItsOwn() throws InterruptedException {
        // Given
        results.put("only", Failure.of(FailureCode.OVERLOADED, "HTTP 503"));
        var alone = new ModelChain(List.of(model("only", ACCOUNT)), meters);

        // When
        var result = alone.call(PROMPT, GuardedModel::call).result();

        // Then
        assertThat(result).isEqualTo(results.get("only"));
    }

    private static Failure limitedFor(Duration delay) {
        return new Failure(FailureCode.RATE_LIMITED, "slow down", Optional.of(delay));
    }

    private GuardedModel model(String profile, ProviderAccount account) {
        return new GuardedModel(
                new ScriptedModel(profile),
                TestTerms.of(profile),
                account,
                new GuardedModel.Limits(10, 10, Duration.ofMinutes(1), Duration.ofMinutes(1)),
                OpenTelemetry.noop().getTracer("test"),
                meters);
    }

    private final class ScriptedModel implements ReplyModel {
        private final String profile;

        ScriptedModel(String profile) {
            this.profile = profile;
        }

        @Override
        public String provider() {
            return "scripted";
        }

        @Override
        public String name() {
            return profile;
        }

        @Override
        public ModelResult reply(Prompt prompt) {
            called.add(profile);
            return results.getOrDefault(profile, ANSWER);
        }
    }
}
