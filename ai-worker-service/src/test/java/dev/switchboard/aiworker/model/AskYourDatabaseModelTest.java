package dev.switchboard.aiworker.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestModelSettings;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.ModelResult.Answer;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.languagemodel.ReplyModel;
import dev.switchboard.languagemodel.SessionTokens;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.SimulatedModels;
import dev.switchboard.transcript.setting.KeySealer;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the tokens in Redis. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class AskYourDatabaseModelTest {
    private static SimulatedModels simulated;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int CALLS_AT_ONCE = 50;

    @Inject SessionTokens tokens;
    @Inject ReactiveRedisDataSource redis;

    @BeforeAll
    static void startModels() {
        simulated = new SimulatedModels();
    }

    @AfterAll
    static void stopModels() {
        simulated.close();
    }

    @BeforeEach
    void resetModels() {
        simulated.reset();
    }

    @Test
    void streamIsJoinedToOneAnswer() throws InterruptedException {
        // Given
        var text = "The ferry – naïve, 日本, 🍕 – leaves at 7. ".repeat(50).strip();
        simulated.script(Map.of("reply", text));

        // When
        var result = model(TIMEOUT).reply(prompt());

        // Then
        assertThat(result).isEqualTo(new Answer(text, "custom", ModelResult.Usage.NONE));
        var request = simulated.onlyCall().path("request");
        assertThat(request.path("question").asText()).isEqualTo("Bye");
        assertThat(request.path("botid").asText()).isEqualTo("custom");
    }

    @Test
    void sessionIsReusedByAllWorkersAndEachConversationHasItsOwn() throws InterruptedException {
        // Given
        var first = prompt();

        // When
        answered(first);
        answered(first);
        answered(first);
        answered(prompt());

        // Then
        assertThat(simulated.sessionsBegun()).isEqualTo(2);
    }

    @Test
    void endedSessionIsRenewedOnceAndTheQuestionAskedAgain() throws InterruptedException {
        // Given
        var prompt = prompt();
        answered(prompt);
        simulated.endSessions();

        // When
        answered(prompt);
        answered(prompt);

        // Then
        assertThat(simulated.sessionsBegun()).isEqualTo(2);
    }

    @Test
    void sessionsThatEndUnderFiftyCallsEachAreRenewedOnceAConversation() throws Exception {
        // Given
        var conversations = List.of(prompt(), prompt(), prompt());
        for (var prompt : conversations) {
            answered(prompt);
        }
        simulated.endSessions();
        var workers = List.of(model(TIMEOUT), model(TIMEOUT));

        // When
        var results = new ArrayList<Future<ModelResult>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < CALLS_AT_ONCE; number++) {
                var worker = workers.get(number % 2);
                conversations.forEach(
                        prompt -> results.add(threads.submit(() -> worker.reply(prompt))));
            }
        }

        // Then
        assertThat(results)
                .hasSize(3 * CALLS_AT_ONCE)
                .allSatisfy(result -> assertThat(result.get()).isInstanceOf(Answer.class));
        assertThat(simulated.sessionsBegun()).isEqualTo(3 + 3);
    }

    @Test
    void firstFiftyCallsOfAConversationBeginOneSession() throws Exception {
        // Given
        var prompt = prompt();
        var model = model(TIMEOUT);

        // When
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < CALLS_AT_ONCE; number++) {
                var _ = threads.submit(() -> model.reply(prompt));
            }
        }

        // Then
        assertThat(simulated.calls()).hasSize(CALLS_AT_ONCE);
        assertThat(simulated.sessionsBegun()).isEqualTo(1);
    }

    @Test
    void tokenIsSealedInRedisForItsConversationAndForSevenDaysAtMost() throws Exception {
        // Given
        var prompt = prompt();
        var other = prompt();

        // When
        answered(prompt);
        var key = redisKey(prompt);
        var kept = redis.execute("GET", key).await().atMost(TIMEOUT).toString();
        var _ = redis.execute("SET", redisKey(other), kept).await().atMost(TIMEOUT);
        answered(other);

        // Then
        var token = tokens.find(session(prompt)).orElseThrow();
        assertThat(kept).doesNotContain(token);
        assertThat(new String(Base64.getDecoder().decode(kept), ISO_8859_1)).doesNotContain(token);
        assertThat(redis.execute("PTTL", key).await().atMost(TIMEOUT).toLong())
                .isBetween(
                        Duration.ofDays(7).minusMinutes(6).toMillis(),
                        Duration.ofDays(7).minusMinutes(5).toMillis());
        assertThat(simulated.sessionsBegun()).as("a moved token does not open").isEqualTo(2);
    }

    @Test
    void lockThatWasTakenOverIsNotGivenBackByItsFirstOwner() {
        // Given
        var session = session(prompt());
        tokens.lock(session, "first");
        tokens.unlock(session, "first");
        tokens.lock(session, "second");

        // When
        tokens.unlock(session, "first");

        // Then
        assertThat(tokens.lock(session, "third")).isFalse();
    }

    @Test
    void withoutAKeysetSessionsStayInTheWorkersMemory() throws Exception {
        // Given
        var prompt = prompt();
        var unsealed = new ConfiguredSessionTokens().tokens(new KeySealer(Optional::empty), redis);
        var first = model(TIMEOUT, unsealed);
        assertThat(first.reply(prompt)).isInstanceOf(Answer.class);

        // When
        assertThat(first.reply(prompt)).isInstanceOf(Answer.class);
        simulated.endSessions();
        assertThat(first.reply(prompt)).isInstanceOf(Answer.class);

        // Then
        assertThat(simulated.sessionsBegun()).isEqualTo(2);
        assertThat(redis.execute("EXISTS", redisKey(prompt)).await().atMost(TIMEOUT).toLong())
                .isZero();
    }

    @Test
    void refusalOfANewSessionIsNotTriedAgain() throws InterruptedException {
        // Given
        simulated.script(Map.of("status", 401));

        // When
        var result = model(TIMEOUT).reply(prompt());

        // Then
        assertThat(result).isEqualTo(Failure.of(FailureCode.ACCOUNT_REFUSED, "HTTP 401"));
        assertThat(simulated.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, CONFIGURATION",
        "404, CONFIGURATION",
        "429, RATE_LIMITED",
        "500, OVERLOADED",
        "503, OVERLOADED"
    })
    void refusalIsAFailureWithItsCause(int status, FailureCode code) throws InterruptedException {
        // Given
        simulated.script(Map.of("status", status));

        // When
        var result = model(TIMEOUT).reply(prompt());

        // Then
        assertThat(result).isEqualTo(Failure.of(code, "HTTP " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 60, 400})
    void cutStreamIsAFailureAndNeverHalfAnAnswer(int bytes) throws InterruptedException {
        // Given
        simulated.script(
                Map.of("reply", "word ".repeat(200), "response", Map.of("breakAfter", bytes)));

        // When
        var result = model(TIMEOUT).reply(prompt());

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE));
    }

    @Test
    void streamThatStallsIsATimeoutAndClosesItsConnection() throws InterruptedException {
        // Given
        simulated.script(
                Map.of("reply", "word ".repeat(200), "response", Map.of("stallAfter", 60)));

        // When
        var result = model(Duration.ofSeconds(2)).reply(prompt());

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.TIMEOUT));
        await().until(() -> simulated.onlyCall().path("cancelled").asBoolean());
    }

    @Test
    void interruptEndsTheCallAndClosesItsConnection() throws InterruptedException {
        // Given
        simulated.script(Map.of("latency", "PT30S"));
        var interrupted = new CountDownLatch(1);
        var caller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                var _ = model(TIMEOUT).reply(prompt());
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

    private void answered(Prompt prompt) throws InterruptedException {
        assertThat(model(TIMEOUT).reply(prompt)).isInstanceOf(Answer.class);
    }

    private static String session(Prompt prompt) {
        return simulated.baseUrl("askyourdatabase")
                + ":custom:"
                + prompt.conversation().orElseThrow();
    }

    private static String redisKey(Prompt prompt) {
        return "switchboard:model-session:" + session(prompt);
    }

    private ReplyModel model(Duration timeout) {
        return model(timeout, tokens);
    }

    private static ReplyModel model(Duration timeout, SessionTokens kept) {
        var settings =
                TestModelSettings.of(
                        ModelProvider.ASKYOURDATABASE,
                        simulated.baseUrl("askyourdatabase"),
                        timeout);
        return ModelProvider.ASKYOURDATABASE.create(
                BuiltInProfile.of(settings.withName("custom")), kept);
    }

    /** Words of a conversation that is new. */
    private static Prompt prompt() {
        return new Prompt(
                        "Never sent.",
                        List.of(
                                new Prompt.Entry(Prompt.Side.CUSTOMER, "Hi"),
                                new Prompt.Entry(Prompt.Side.BUSINESS, "Hello"),
                                new Prompt.Entry(Prompt.Side.CUSTOMER, "Bye")))
                .of(new ConversationId(UUID.randomUUID()));
    }
}
