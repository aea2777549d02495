package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.setting.AiSettings;
import dev.switchboard.aiworker.testing.AnthropicPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.FakeGemini;
import dev.switchboard.testing.LogLines;
import dev.switchboard.testing.SimulatedModels;
import dev.switchboard.transcript.debug.DebugStore;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.AiProfileStore;
import dev.switchboard.transcript.setting.KeySealer;
import dev.switchboard.transcript.setting.SettingChanges;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Turns whose profile fails: the first one is Gemini's, its fallback is OpenAI's, and the built-in
 * one is Anthropic's.
 */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(AnthropicPort.class)
class FallbackTest extends TurnCase {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int ROUNDS = 6;
    private static final int TURNS_A_ROUND = 10;

    /** Of AI-LAYER's check 5: what an outage of a minute may cost the first. */
    private static final int MAX_CALLS_OF_THE_FIRST = 30;

    private static final String KEY = "key-of-the-first-1234";
    private static final String SPARE_KEY = "key-of-the-spare-5678";

    @Inject AiSettings settings;
    @Inject SettingChanges changes;
    @Inject AiProfileStore profiles;
    @Inject KeySealer keys;
    @Inject DebugStore debug;

    private final UUID first = UUID.randomUUID();
    private final UUID spare = UUID.randomUUID();
    private SimulatedModels openAi;
    private SimulatedModels anthropic;

    @BeforeEach
    void startModels() {
        openAi = new SimulatedModels();
        anthropic = AnthropicPort.startModels();
        openAi.script(Map.of("reply", "From the spare one."));
        anthropic.script(Map.of("reply", "From the built-in one."));
        change(version -> {
            profiles.insert(geminis(first, version, "first", KEY));
            profiles.insert(
                    profile(
                            spare,
                            version,
                            "spare",
                            "openai",
                            openAi.baseUrl("openai"),
                            SPARE_KEY));
        });
    }

    @AfterEach
    void stopModels() {
        change(_ -> profiles.all().forEach(each -> profiles.delete(each.id())));
        openAi.close();
        anthropic.close();
    }

    @Test
    void fallbackAnswersAllTurnsOfAnOutageAndTheFirstAnswersAgainAfterIt() {
        // Given
        gemini.goesDown();

        // When
        var replies =
                IntStream.range(0, ROUNDS)
                        .mapToObj(_ -> answeredAtOnce(TURNS_A_ROUND))
                        .flatMap(List::stream)
                        .toList();
        var calls = gemini.calls().size();
        gemini.comesBack();

        // Then
        assertThat(replies).hasSize(ROUNDS * TURNS_A_ROUND);
        assertThat(replies).extracting(ReplyDecided::text).containsOnly("From the spare one.");
        assertThat(replies)
                .allSatisfy(reply -> assertThat(replyStore.profile(reply.id())).hasValue("spare"));
        assertThat(calls).isLessThanOrEqualTo(MAX_CALLS_OF_THE_FIRST);
        await().atMost(LIMIT).until(() -> "Hello".equals(answeredAtOnce(1).getFirst().text()));
        assertThat(anthropic.calls()).isEmpty();
    }

    @Test
    void debugModeNamesTheProfileThatAnswered() {
        // Given
        gemini.goesDown();
        var conversation = customer.conversation().id();
        assertThat(answered(customer).text()).isEqualTo("From the spare one.");
        debug.set(conversation, true, "olga", null);

        // When
        var reply = answered(customer);

        // Then
        assertThat(debug.newest(conversation))
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.reply()).isEqualTo(reply.id());
                    assertThat(kept.entry().profile()).isEqualTo("spare");
                });
    }

    @Test
    void profilesOfOneKeyAndHostCountAsOne() {
        // Given
        change(version -> profiles.update(geminis(spare, version, "spare", KEY)));
        gemini.goesDown();

        // When
        var reply = answered(customer);

        // Then
        assertThat(reply.text()).isEqualTo("From the built-in one.");
        assertThat(replyStore.profile(reply.id())).hasValue("env");
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void fallbackThatIsNotActiveIsPassedOver() {
        // Given
        change(version -> {
            var last = geminis(UUID.randomUUID(), version, "last", "key-of-the-last");
            profiles.insert(last);
            profiles.update(inactive(version, List.of(last.id())));
        });
        gemini.thenResponds(503, FakeGemini.error(503, "UNAVAILABLE"));

        // When
        var reply = answered(customer);

        // Then
        assertThat(replyStore.profile(reply.id())).hasValue("last");
        assertThat(openAi.calls()).isEmpty();
    }

    @Test
    void profileOfAnotherKeyAtTheSameHostIsAsked() {
        // Given
        change(version -> profiles.update(geminis(spare, version, "spare", SPARE_KEY)));
        gemini.thenResponds(429, FakeGemini.error(429, "RESOURCE_EXHAUSTED"));

        // When
        var reply = answered(customer);

        // Then
        assertThat(replyStore.profile(reply.id())).hasValue("spare");
        assertThat(gemini.calls())
                .extracting(FakeGemini.Call::apiKey)
                .containsExactly(KEY, SPARE_KEY);
    }

    @Test
    void firstIsNotAskedForTheTimeThatItsProviderDemands() {
        // Given
        var error = FakeGemini.error(429, "RESOURCE_EXHAUSTED");
        gemini.thenResponds(429, error, Map.of("Retry-After", "7"));
        var began = System.nanoTime();
        answered(customer);

        // When
        var meanwhile = answeredAtOnce(5);
        var calls = gemini.calls().size();

        // Then
        assertThat(meanwhile).extracting(ReplyDecided::text).containsOnly("From the spare one.");
        assertThat(calls).isEqualTo(1);
        await().atMost(LIMIT).until(() -> "Hello".equals(answeredAtOnce(1).getFirst().text()));
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void absurdDelayIsNotWaitedFor() {
        // Given
        var error = FakeGemini.error(429, "RESOURCE_EXHAUSTED");
        gemini.thenResponds(429, error, Map.of("retry-after-ms", "274579000"));
        openAi.script(Map.of("status", 503));
        anthropic.script(Map.of("status", 503));
        var turn = customer.saying("Hi");
        publish(turn);
        await().until(() -> !anthropic.calls().isEmpty());

        // When
        openAi.script(Map.of());

        // Then
        assertThat(replyTo(turn).author()).isEqualTo(ReplyDecided.Author.AI);
        assertThat(gemini.calls()).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 404, 500, 529})
    void refusedOrFailedRequestFallsOverAtOnceAndNoKeyIsLogged(int status) {
        // Given
        gemini.thenResponds(status, FakeGemini.error(status, "NO"));

        try (var log = new LogLines("", Level.ALL)) {
            // When
            var reply = answered(customer);

            // Then
            assertThat(reply.text()).isEqualTo("From the spare one.");
            assertThat(log.lines())
                    .noneMatch(line -> line.contains(KEY) || line.contains(SPARE_KEY))
                    .filteredOn(line -> line.contains("asking the next profile"))
                    .singleElement()
                    .asString()
                    .contains("profile=first", "HTTP " + status, "next=spare");
        }
    }

    @Test
    void blockedSubjectIsAskedNobodyElse() {
        // Given
        gemini.thenResponds(200, "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}");

        // When
        var reply = answered(customer);

        // Then
        assertThat(reply.text()).isEqualTo(StandardText.BLOCKED.defaultText());
        assertThat(openAi.calls()).isEmpty();
    }

    @Test
    void emptyAnswerIsAskedForAgainAtTheSameModel() {
        // Given
        gemini.thenResponds(200, "{}");

        // When
        var reply = answered(customer);

        // Then
        assertThat(reply.text()).isEqualTo("Hello");
        assertThat(openAi.calls()).isEmpty();
    }

    @Test
    void newerTurnCancelsTheCallOfTheFallback() {
        // Given
        gemini.thenResponds(503, FakeGemini.error(503, "UNAVAILABLE"));
        openAi.script(Map.of("latency", "PT30S"));
        var one = customer.saying("One pizza");
        publish(one);
        await().until(() -> openAi.calls().size() == 1);
        var two = customer.saying("no, two");

        // When
        publish(two);

        // Then
        var reply = replyTo(one);
        assertThat(reply.answers()).containsExactly(one.id(), two.id());
        assertThat(replyStore.profile(reply.id())).hasValue("first");
        await().until(() -> openAi.onlyCall().path("cancelled").asBoolean());
        assertThat(anthropic.calls()).isEmpty();
    }

    @Test
    void takeoverDuringTheCallOfTheFallbackLeavesTheTurnToTheOperator() {
        // Given
        gemini.thenResponds(503, FakeGemini.error(503, "UNAVAILABLE"));
        openAi.script(Map.of("latency", "PT1S"));
        var turn = customer.saying("A person, please");
        publish(turn);
        await().until(() -> openAi.calls().size() == 1);

        // When
        ownerships.takeOver(customer.conversation().id(), "olga", null);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(repliesSoFar()).isEmpty();
    }

    @Test
    void chainThatFailsForGoodEndsInOneApologyAndADeadLetterWithEveryCause() {
        // Given
        gemini.thenResponds(401, FakeGemini.error(401, "UNAUTHENTICATED"));
        openAi.script(Map.of("status", 429, "response", Map.of("errorCode", "insufficient_quota")));
        anthropic.script(Map.of("status", 404));
        var turn = customer.saying("Hi");

        // When
        publish(turn);

        // Then
        var reply = replyTo(turn);
        assertThat(reply.text()).isEqualTo(StandardText.INVALID_CONFIGURATION.defaultText());
        assertThat(replyStore.profile(reply.id())).isEmpty();
        assertThat(deadLetter().cause())
                .startsWith("ACCOUNT_REFUSED: first ACCOUNT_REFUSED: HTTP 401")
                .contains("; spare ACCOUNT_REFUSED: HTTP 429", "; env CONFIGURATION: HTTP 404")
                .doesNotContain(KEY, SPARE_KEY);
        assertThat(repliesSoFar()).extracting(ReplyDecided::id).containsOnly(reply.id());
    }

    @Test
    void customerOfAChainThatIsAwayGetsOneNoticeAndTheAnswerWhenOneIsBack() {
        // Given
        gemini.goesDown();
        openAi.script(Map.of("status", 503));
        anthropic.script(Map.of("status", 529));
        var turn = customer.saying("Hi");
        publish(turn);
        await().until(() -> !repliesSoFar().isEmpty());

        // When
        anthropic.script(Map.of());

        // Then
        assertThat(replyStore.profile(replyTo(turn).id())).hasValue("env");
        assertThat(repliesSoFar())
                .hasSize(2)
                .first()
                .extracting(ReplyDecided::text)
                .isEqualTo(StandardText.TIMEOUT.defaultText());
    }

    private ReplyDecided answered(TestConversation by) {
        return replyTo(by, published(by));
    }

    /** Answers to so many customers who write at once. */
    private List<ReplyDecided> answeredAtOnce(int customers) {
        var turns =
                Stream.generate(TestConversation::ofNewCustomer)
                        .limit(customers)
                        .map(each -> Map.entry(each, published(each)))
                        .toList();
        return turns.stream().map(turn -> replyTo(turn.getKey(), turn.getValue())).toList();
    }

    private TurnReady published(TestConversation by) {
        var turn = by.saying("Hi");
        publisher.publishAndWait(Topics.TURNS, by.conversation().id().toString(), turn);
        return turn;
    }

    private ReplyDecided replyTo(TestConversation by, TurnReady turn) {
        return await().atMost(LIMIT)
                .until(
                        () ->
                                replies.of(by.conversation().id().toString()).stream()
                                        .filter(reply -> reply.answers().contains(turn.id()))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Writes, and waits until that is in force. */
    private void change(LongConsumer write) {
        var version =
                changes.write(raised -> {
                    write.accept(raised);
                    return raised;
                });
        await().atMost(LIMIT)
                .until(() -> settings.of(customer.conversation()).version() == version);
    }

    private AiProfile inactive(long version, List<UUID> fallbacks) {
        return new AiProfile(
                spare,
                version,
                new AiProfile.Values(
                        "spare",
                        "openai",
                        Optional.empty(),
                        Optional.of(openAi.baseUrl("openai")),
                        1000,
                        OptionalDouble.empty(),
                        OptionalInt.empty(),
                        Duration.ofSeconds(20),
                        100,
                        fallbacks,
                        false),
                Optional.of(keys.seal(spare, SPARE_KEY)));
    }

    private AiProfile geminis(UUID id, long version, String name, String key) {
        return profile(id, version, name, "gemini", gemini.baseUrl(), key);
    }

    /** Profile whose fallback is the spare one, if it is the first. */
    private AiProfile profile(
            UUID id, long version, String name, String provider, String baseUrl, String key) {
        var values =
                new AiProfile.Values(
                        name,
                        provider,
                        Optional.of("model-of-" + name),
                        Optional.of(baseUrl),
                        1000,
                        OptionalDouble.empty(),
                        OptionalInt.empty(),
                        Duration.ofSeconds(20),
                        100,
                        id.equals(first) ? List.of(spare) : List.of(),
                        true);
        return new AiProfile(id, version, values, Optional.of(keys.seal(id, key)));
    }
}
