package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.setting.AiSettings;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.transcript.session.SessionMode;
import dev.switchboard.transcript.setting.Persona;
import dev.switchboard.transcript.setting.Persona.Audience;
import dev.switchboard.transcript.setting.PersonaRules;
import dev.switchboard.transcript.setting.PersonaRules.Answer;
import dev.switchboard.transcript.setting.PersonaRules.Debug;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
import dev.switchboard.transcript.setting.PersonaStore;
import dev.switchboard.transcript.setting.SettingChanges;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** Base of the tests of a persona's rules: the persona of the customer's business number. */
abstract class PersonaCase extends TurnCase {
    private static final String BUSINESS = "14155238886";

    @Inject AiSettings settings;
    @Inject SettingChanges changes;
    @Inject PersonaStore personas;

    private final UUID persona = UUID.randomUUID();

    @AfterEach
    void removePersonas() {
        var version =
                changes.write(raised -> {
                    personas.all().forEach(each -> personas.delete(each.id()));
                    return raised;
                });
        awaitVersion(version);
    }

    /** Writes the persona, and waits until it is in force. */
    void personaIs(String text, PersonaRules rules, TestConversation... listed) {
        var audience =
                Stream.concat(
                                Stream.of(Audience.ofBusiness(BUSINESS)),
                                Stream.of(listed)
                                        .map(each ->
                                                Audience.ofCustomer(
                                                        each.conversation().customer().value())))
                        .toList();
        var version =
                changes.write(raised -> {
                    personas.write(new Persona(persona, raised, values(text, rules, audience)));
                    return raised;
                });
        awaitVersion(version);
    }

    private static Persona.Values values(String text, PersonaRules rules, List<Audience> audience) {
        return new Persona.Values(
                "theirs",
                text,
                "",
                audience,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                rules);
    }

    private void awaitVersion(long version) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> settings.of(customer.conversation()).version() == version);
    }

    static PersonaRules listed(Unlisted unlisted) {
        return rules(Answer.LISTED, unlisted, null, null, null, Debug.OFF, null);
    }

    static PersonaRules session(SessionMode mode) {
        return rules(Answer.EVERYONE, Unlisted.KEPT, mode, null, null, Debug.OFF, null);
    }

    static PersonaRules limits(int maxTurnsPerMinute, int contextTokens) {
        return rules(
                Answer.EVERYONE,
                Unlisted.KEPT,
                null,
                maxTurnsPerMinute,
                contextTokens,
                Debug.OFF,
                null);
    }

    static PersonaRules debug(Debug debug) {
        return rules(Answer.EVERYONE, Unlisted.KEPT, null, null, null, debug, null);
    }

    static PersonaRules cache(int minutes) {
        return rules(Answer.EVERYONE, Unlisted.KEPT, null, null, null, Debug.OPERATORS, minutes);
    }

    private static PersonaRules rules(
            Answer answer,
            Unlisted unlisted,
            SessionMode session,
            Integer maxTurnsPerMinute,
            Integer contextTokens,
            Debug debug,
            Integer cacheMinutes) {
        return new PersonaRules(
                answer,
                unlisted,
                Optional.ofNullable(session),
                optional(maxTurnsPerMinute),
                optional(contextTokens),
                debug,
                optional(cacheMinutes));
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    ReplyDecided answered(TestConversation by, TurnReady turn, String answer) {
        gemini.thenAnswers(answer);
        var reply = replyTo(by, turn);
        assertThat(reply.text()).isEqualTo(answer);
        return reply;
    }

    /** Publishes the turn and waits for its reply. */
    ReplyDecided replyTo(TestConversation by, TurnReady turn) {
        publish(by, turn);
        var key = by.conversation().id().toString();
        return await().atMost(Duration.ofSeconds(40))
                .until(
                        () ->
                                replies.of(key).stream()
                                        .filter(reply -> reply.answers().contains(turn.id()))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    void publish(TestConversation by, TurnReady turn) {
        publisher.publishAndWait(Topics.TURNS, by.conversation().id().toString(), turn);
    }
}
