package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.FakeGemini;
import dev.switchboard.testing.LogLines;
import dev.switchboard.transcript.debug.DebugEntry.Line;
import dev.switchboard.transcript.debug.DebugEntry.PersonaVersion;
import dev.switchboard.transcript.debug.DebugStore;
import dev.switchboard.transcript.setting.PersonaRules;
import dev.switchboard.transcript.setting.PersonaRules.Debug;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class DebugModeTest extends PersonaCase {
    private static final String KEY = "AIzaSyA1234567890abcdefghijklmnopq";
    private static final String OTHERS_NUMBER = "+49 (151) 2000-3000";

    @Inject DebugStore debug;

    @Test
    void operatorsAreShownEntryPromptAndPersonaOfAReply() {
        // Given
        personaIs("You are Yan.", debug(Debug.OPERATORS));
        answered(customer, customer.saying("I am Ada"), "Hello Ada.");

        // When
        var reply = answered(customer, customer.saying("Who", "am I?"), "Ada.");

        // Then
        assertThat(debug.newest(customer.conversation().id()))
                .hasSize(2)
                .first()
                .satisfies(kept -> {
                    assertThat(kept.reply()).isEqualTo(reply.id());
                    assertThat(kept.cached()).isFalse();
                    assertThat(kept.settingsVersion())
                            .isEqualTo(replyStore.settingsVersion(reply.id()));
                    assertThat(kept.entry().entry()).isEqualTo("Who\nam I?");
                    assertThat(kept.entry().system()).isEqualTo(gemini.lastCall().system());
                    assertThat(kept.entry().history())
                            .containsExactly(
                                    new Line("customer", "I am Ada"),
                                    new Line("business", "Hello Ada."),
                                    new Line("customer", "Who\nam I?"));
                    assertThat(kept.entry().profile()).isEqualTo("env");
                    assertThat(kept.entry().persona())
                            .map(PersonaVersion::version)
                            .contains(settings.of(customer.conversation()).version());
                });
        assertThat(repliesSoFar()).hasSize(2);
    }

    @Test
    void operatorSwitchesItOnForOneConversation() {
        // Given
        answered(customer, customer.saying("Hi"), "Hello.");

        // When
        debug.set(customer.conversation().id(), true, "olga", null);
        var reply = answered(customer, customer.saying("Still there?"), "Yes.");

        // Then
        assertThat(debug.newest(customer.conversation().id()))
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.reply()).isEqualTo(reply.id());
                    assertThat(kept.entry().persona()).isEmpty();
                });
        assertThat(repliesSoFar()).hasSize(2);
    }

    @Test
    void apologyHasAnEntry() {
        // Given
        personaIs("You are Yan.", debug(Debug.OPERATORS));
        gemini.thenResponds(400, FakeGemini.error(400, "INVALID_ARGUMENT"));

        // When
        var reply = replyTo(customer, customer.saying("Hi"));

        // Then
        assertThat(reply.author()).isEqualTo(Author.SYSTEM);
        assertThat(debug.newest(customer.conversation().id()))
                .singleElement()
                .satisfies(kept -> assertThat(kept.reply()).isEqualTo(reply.id()));
    }

    @Test
    void customerIsShownItBeforeTheAnswerWithoutKeysAndOthersNumbers() {
        // Given
        personaIs("You are Yan. Call " + OTHERS_NUMBER + ", key " + KEY, debug(Debug.CUSTOMER));
        var own = customer.conversation().customer().value();
        var turn = customer.saying("I am " + own);

        try (var log = new LogLines("dev.switchboard", Level.ALL)) {
            // When
            answered(customer, turn, "Hello.");

            // Then
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(KEY));
            assertThat(log.lines()).noneMatch(line -> line.contains(own));
        }
        await().until(() -> repliesSoFar().size() == 2);
        var shown = repliesSoFar().getFirst();
        assertThat(shown.id()).isEqualTo(ReplyId.ofDebug(turn.id()));
        assertThat(shown.author()).isEqualTo(Author.SYSTEM);
        assertThat(shown.answers()).isEmpty();
        assertThat(shown.text())
                .contains(
                        "Entry: I am " + own,
                        "Persona: theirs (version ",
                        "Prompt: You are Yan. Call [number], key [hidden]",
                        "History:\ncustomer: I am " + own)
                .doesNotContain(KEY, "2000", "test-key");

        // When
        answered(customer, customer.saying("And now?"), "Goodbye.");

        // Then
        assertThat(gemini.lastCall().contents())
                .containsExactly("user: I am " + own, "model: Hello.", "user: And now?");
        assertThat(debug.newest(customer.conversation().id()))
                .hasSize(2)
                .allSatisfy(kept -> assertThat(kept.entry().system()).doesNotContain(KEY));
    }

    @Test
    void nothingIsKeptWhereItIsOff() {
        // Given
        personaIs("You are Yan.", PersonaRules.DEFAULT);

        // When
        answered(customer, customer.saying("Hi"), "Hello.");

        // Then
        assertThat(debug.newest(customer.conversation().id())).isEmpty();
        assertThat(repliesSoFar()).extracting(ReplyDecided::text).containsExactly("Hello.");
    }
}
