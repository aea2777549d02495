package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.setting.AiSettings;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.CountedDatabase;
import dev.switchboard.testing.FakeGemini;
import dev.switchboard.testing.LogLines;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.AiProfileStore;
import dev.switchboard.transcript.setting.AiSettingsReader;
import dev.switchboard.transcript.setting.CustomText;
import dev.switchboard.transcript.setting.CustomTextStore;
import dev.switchboard.transcript.setting.KeySealer;
import dev.switchboard.transcript.setting.Persona;
import dev.switchboard.transcript.setting.Persona.Audience;
import dev.switchboard.transcript.setting.PersonaStore;
import dev.switchboard.transcript.setting.SealedKey;
import dev.switchboard.transcript.setting.SettingChanges;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settings that administrators change, in a running worker. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class SettingsReloadTest extends TurnCase {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String BUSINESS = "15550002222";
    private static final String KEY = "key-of-the-profile-1234";

    @Inject AiSettings settings;
    @Inject AiSettingsReader reader;
    @Inject SettingChanges changes;
    @Inject AiProfileStore profiles;
    @Inject PersonaStore personas;
    @Inject CustomTextStore texts;
    @Inject KeySealer keys;
    @Inject CountedDatabase database;
    @Inject MeterRegistry meters;

    private final TestConversation theirs = TestConversation.ofNewCustomerOf("+" + BUSINESS);
    private final UUID persona = UUID.randomUUID();

    @AfterEach
    void removeAll() {
        database.comesBack();
        change(_ -> {
            personas.all().forEach(each -> personas.delete(each.id()));
            profiles.all().forEach(each -> profiles.delete(each.id()));
            texts.all().forEach(each -> texts.delete(each.key()));
        });
    }

    @Test
    void personaIsInForceForItsBusinessNumberSoon() {
        // Given
        change(version -> write(version, "You are Yan of the bakery.", Optional.empty()));

        // When
        var version = change(version2 -> write(version2, "You are Ivy.", Optional.empty()));
        var reply = answered(theirs, "Hi");

        // Then
        assertThat(gemini.lastCall().system())
                .startsWith("You are Ivy.\n\nWrite in the customer's language.\n\nWords in square");
        assertThat(replyStore.settingsVersion(reply.id())).hasValue(version);
        assertThat(meters.get("switchboard.settings.version").gauge().value()).isEqualTo(version);
    }

    @Test
    void otherBusinessNumbersKeepThePersonaOfTheEnvironment() {
        // Given
        change(version -> write(version, "You are Yan of the bakery.", Optional.empty()));

        // When
        answered(TestConversation.ofNewCustomerOf("+15550001111"), "Hi");

        // Then
        assertThat(gemini.lastCall().system()).startsWith("You are Zed of the pizzeria.");
    }

    @Test
    void personaHasAContextAndALanguageOfItsOwn() {
        // Given
        change(version ->
                personas.write(
                        new Persona(
                                persona,
                                version,
                                new Persona.Values(
                                        "baker",
                                        "You are Yan.",
                                        "Sell bread.",
                                        List.of(Audience.ofBusiness(BUSINESS)),
                                        Optional.empty(),
                                        Optional.of("pt-BR"),
                                        OptionalInt.of(2)))));
        answered(theirs, "One");
        answered(theirs, "Two");

        // When
        answered(theirs, "Three");

        // Then
        assertThat(gemini.lastCall().contents())
                .containsExactly("user: Two", "model: Hello", "user: Three");
        assertThat(gemini.lastCall().system())
                .startsWith(
                        "You are Yan.\n\nSell bread.\n\nWrite in Portuguese (Brazil) (pt-BR),"
                                + " whatever language the customer writes in.");
    }

    @Test
    void profileAnswersWithItsOwnModelKeyAndAddress() {
        // Given
        try (var other = new FakeGemini(0)) {
            other.thenAnswers("From the other one.");
            change(version -> {
                insert(version, other.baseUrl(), true);
                write(version, "You are Yan.", Optional.of(persona));
            });

            // When
            var reply = answered(theirs, "Hi");

            // Then
            assertThat(reply.text()).isEqualTo("From the other one.");
            assertThat(other.lastCall().apiKey()).isEqualTo(KEY);
            assertThat(other.lastCall().path()).contains("gemini-of-the-profile");
            assertThat(other.lastCall().body().at("/generationConfig").has("temperature"))
                    .isFalse();
            assertThat(gemini.calls()).isEmpty();
        }
    }

    @Test
    void firstActiveProfileAnswersWhereThePersonaNamesNone() {
        // Given
        try (var other = new FakeGemini(0)) {
            other.thenAnswers("From the other one.");
            change(version -> insert(version, other.baseUrl(), true));

            // When
            var reply = answered(customer, "Hi");

            // Then
            assertThat(reply.text()).isEqualTo("From the other one.");
        }
    }

    @Test
    void profileThatIsNotActiveAnswersNobody() {
        // Given
        change(version -> {
            insert(version, "http://127.0.0.1:9/v1beta", false);
            write(version, "You are Yan.", Optional.of(persona));
        });

        // When
        var reply = answered(theirs, "Hi");

        // Then
        assertThat(reply.text()).isEqualTo("Hello");
        assertThat(gemini.lastCall().apiKey()).isEqualTo("test-key");
    }

    @Test
    void turnKeepsTheSettingsItBeganWith() {
        // Given
        var version = change(raised -> write(raised, "You are Yan.", Optional.empty()));
        gemini.thenResponds(503, FakeGemini.errorWithRetryDelay(Duration.ofSeconds(4)));
        var turn = theirs.saying("Hi");
        publish(theirs, turn);
        await().until(() -> gemini.calls().size() == 1);

        // When
        change(raised -> write(raised, "You are Ivy.", Optional.empty()));
        var reply = replyTo(theirs, turn);

        // Then
        assertThat(gemini.lastCall().system()).startsWith("You are Yan.");
        assertThat(replyStore.settingsVersion(reply.id())).hasValue(version);
    }

    @Test
    void textOfTheBusinessNumberIsSentInPlaceOfTheStandardText() {
        // Given
        var key = new CustomText.Key(StandardText.BLOCKED.name(), BUSINESS, "");
        change(version -> texts.write(new CustomText(key, version, "Not with us.")));
        gemini.thenResponds(200, "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}")
                .thenResponds(200, "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}");

        // When
        var reply = answered(theirs, "Something bad");
        var elsewhere = answered(customer, "Something bad");

        // Then
        assertThat(reply.text()).isEqualTo("Not with us.");
        assertThat(elsewhere.text()).isEqualTo(StandardText.BLOCKED.defaultText());
    }

    @Test
    void textsOfTheLimitAndOfAResetAreThoseOfTheBusinessNumber() {
        // Given
        change(version -> {
            write(version, StandardText.RESET, "Anew.");
            write(version, StandardText.RATE_LIMITED, "Wait {seconds} seconds.");
        });
        for (var number = 1; number <= 5; number++) {
            answered(theirs, "Question " + number);
        }

        // When
        var reset = answered(theirs, "/reset");
        publish(theirs, theirs.saying("Question 6"));

        // Then
        assertThat(reset.text()).isEqualTo("Anew.");
        await().untilAsserted(() ->
                assertThat(replies.of(keyOf(theirs)))
                        .extracting(ReplyDecided::text)
                        .anyMatch(text -> text.matches("Wait [1-9][0-9]? seconds\\.")));
    }

    @Test
    void keyThatWasMovedToAnotherProfileIsNotUsed() {
        // Given
        try (var other = new FakeGemini(0);
                var log = new LogLines("", Level.ALL)) {
            change(version -> {
                var moved = keys.seal(UUID.randomUUID(), KEY);
                insert(version, other.baseUrl(), true, moved);
                write(version, "You are Yan.", Optional.of(persona));
            });

            // When
            var reply = answered(theirs, "Hi");

            // Then
            assertThat(reply.text()).isEqualTo("Hello");
            assertThat(gemini.lastCall().apiKey()).isEqualTo("test-key");
            assertThat(other.calls()).isEmpty();
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("AI profile cannot be used"))
                    .singleElement()
                    .asString()
                    .contains("profile=theirs", "SECRETS_KEYSET");
        }
    }

    @Test
    void keyIsInNoLogNorDeadLetterWhenCallsFail() {
        // Given
        try (var other = new FakeGemini(0);
                var log = new LogLines("", Level.ALL)) {
            other.thenResponds(400, FakeGemini.error(400, "INVALID_ARGUMENT"));
            gemini.thenResponds(400, FakeGemini.error(400, "INVALID_ARGUMENT"));
            change(version -> {
                insert(version, other.baseUrl(), true);
                write(version, "You are Yan.", Optional.of(persona));
            });

            // When
            var reply = answered(theirs, "Hi");

            // Then
            assertThat(reply.text()).isEqualTo(StandardText.INVALID_CONFIGURATION.defaultText());
            assertThat(other.lastCall().apiKey()).isEqualTo(KEY);
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(KEY));
            assertThat(log.lines()).anyMatch(line -> line.contains("check the profile's key"));
        }
    }

    @Test
    void whileTheDatabaseIsAwayTheLastSettingsStayAndNoTurnIsLost() {
        // Given
        change(version -> write(version, "You are Yan.", Optional.empty()));
        try (var log = new LogLines("dev.switchboard.aiworker.setting", Level.WARNING)) {
            database.goesAway();
            await().until(() -> !warnings(log).isEmpty());
            var turns = new ArrayList<TurnReady>();
            for (var text : List.of("a", "b", "c")) {
                turns.add(theirs.saying(text));
                publish(theirs, turns.getLast());
            }
            assertThat(
                            settings.of(theirs.conversation())
                                    .persona()
                                    .orElseThrow()
                                    .values()
                                    .persona())
                    .isEqualTo("You are Yan.");

            // When
            database.comesBack();

            // Then
            var answered =
                    turns.stream()
                            .flatMap(turn -> replyTo(theirs, turn).answers().stream())
                            .distinct()
                            .toList();
            assertThat(answered)
                    .containsExactlyInAnyOrderElementsOf(
                            turns.stream().map(TurnReady::id).toList());
            assertThat(gemini.lastCall().system()).startsWith("You are Yan.");
            assertThat(warnings(log)).hasSize(1);
        }
    }

    private static List<String> warnings(LogLines log) {
        return log.lines().stream().filter(line -> line.startsWith("WARN")).toList();
    }

    /** Writes, and waits until that is in force. */
    private long change(LongConsumer write) {
        var version =
                changes.write(raised -> {
                    write.accept(raised);
                    return raised;
                });
        await().atMost(LIMIT).until(() -> settings.of(theirs.conversation()).version() == version);
        return version;
    }

    private void write(long version, String text, Optional<UUID> profile) {
        personas.write(
                new Persona(
                        persona,
                        version,
                        new Persona.Values(
                                "theirs",
                                text,
                                "",
                                List.of(Audience.ofBusiness(BUSINESS)),
                                profile,
                                Optional.empty(),
                                OptionalInt.empty())));
    }

    private void write(long version, StandardText name, String text) {
        var key = new CustomText.Key(name.name(), BUSINESS, "");
        texts.write(new CustomText(key, version, text));
    }

    private void insert(long version, String baseUrl, boolean active) {
        insert(version, baseUrl, active, keys.seal(persona, KEY));
    }

    private void insert(long version, String baseUrl, boolean active, SealedKey key) {
        profiles.insert(
                new AiProfile(
                        persona,
                        version,
                        new AiProfile.Values(
                                "theirs",
                                "gemini",
                                Optional.of("gemini-of-the-profile"),
                                Optional.of(baseUrl),
                                1000,
                                OptionalDouble.empty(),
                                OptionalInt.empty(),
                                Duration.ofSeconds(20),
                                100,
                                List.of(),
                                active),
                        Optional.of(key)));
    }

    private ReplyDecided answered(TestConversation by, String text) {
        var turn = by.saying(text);
        publish(by, turn);
        return replyTo(by, turn);
    }

    private void publish(TestConversation by, TurnReady turn) {
        publisher.publishAndWait(Topics.TURNS, keyOf(by), turn);
    }

    private ReplyDecided replyTo(TestConversation by, TurnReady turn) {
        return await().atMost(Duration.ofSeconds(40))
                .until(() -> find(by, turn.id()), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<ReplyDecided> find(TestConversation by, TurnId turn) {
        return replies.of(keyOf(by)).stream()
                .filter(reply -> reply.answers().contains(turn))
                .findFirst();
    }

    private static String keyOf(TestConversation by) {
        return by.conversation().id().toString();
    }
}
