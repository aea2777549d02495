package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.content.MediaRef;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.debug.DebugStore;
import dev.switchboard.transcript.setting.PersonaRules;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Answers to the first question of a session, given to others who ask the same. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class CachedAnswerTest extends PersonaCase {
    private static final String QUESTION = "When do you open?";

    @Inject DebugStore debug;

    @Test
    void sameQuestionOfAnotherCustomerIsAnsweredWithoutTheModel() {
        // Given
        personaIs("You are Yan.", cache(10));
        var first = answered(customer, customer.saying(QUESTION), "At *nine*.");

        // When
        var second = cachedReply("  WHEN do you\nopen? ");

        // Then
        assertThat(second.text()).isEqualTo("At *nine*.");
        assertThat(second.author()).isEqualTo(Author.AI);
        assertThat(second.authorId()).isEqualTo(first.authorId());
        assertThat(replyStore.isCached(second.id())).isTrue();
        assertThat(replyStore.isCached(first.id())).isFalse();
        assertThat(debug.newest(second.conversation().id()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.cached()).isTrue());
    }

    @Test
    void changeOfThePersonaEndsItsOldAnswers() {
        // Given
        personaIs("You are Yan.", cache(10));
        answered(customer, customer.saying(QUESTION), "At nine.");
        assertThat(cachedReply(QUESTION).text()).isEqualTo("At nine.");

        // When
        personaIs("You are Yan.", cache(10));
        var next = TestConversation.ofNewCustomer();

        // Then
        answered(next, next.saying(QUESTION), "At ten.");
    }

    @Test
    void personaWithoutACacheAsksTheModel() {
        // Given
        personaIs("You are Yan.", PersonaRules.DEFAULT);
        answered(customer, customer.saying(QUESTION), "At nine.");

        // When
        var other = TestConversation.ofNewCustomer();

        // Then
        answered(other, other.saying(QUESTION), "At nine o'clock.");
    }

    @Test
    void onlyTheFirstMessageOfASessionHasACachedAnswer() {
        // Given
        personaIs("You are Yan.", cache(10));
        answered(customer, customer.saying(QUESTION), "At nine.");
        assertThat(cachedReply(QUESTION).text()).isEqualTo("At nine.");

        // When
        answered(customer, customer.saying(QUESTION), "As I said, at nine.");

        // Then
        assertThat(cachedReply(QUESTION).text()).isEqualTo("At nine.");
    }

    @Test
    void answerAfterAHandoverIsNeitherCachedNorFound() {
        // Given
        personaIs("You are Yan.", cache(10));
        answered(customer, customer.saying(QUESTION), "At nine.");
        assertThat(cachedReply(QUESTION).text()).isEqualTo("At nine.");
        var handedBack = TestConversation.ofNewCustomer();
        ownerships.takeOver(handedBack.conversation().id(), "olga", null);
        ownerships.handBack(handedBack.conversation().id(), "olga", null);

        // Then
        answered(handedBack, handedBack.saying(QUESTION), "As Olga said, at nine.");
    }

    @Test
    void whatIsMoreThanPlainTextIsAnsweredByTheModel() {
        // Given
        personaIs("You are Yan.", cache(10));
        var image =
                new MediaRef(
                        MediaKind.IMAGE,
                        "https://example.com/1.jpg",
                        Optional.of("image/jpeg"),
                        Optional.empty(),
                        Optional.empty());
        var asked =
                List.of(
                        turn(by ->
                                by.sending(
                                        new Content.Media(List.of(image), Optional.of(QUESTION)))),
                        turn(by -> by.referring(QUESTION, Optional.of("SM1"), Optional.empty())),
                        turn(by -> by.saying("Is it 123456?")),
                        turn(by -> by.saying("/reset", QUESTION)));

        // When
        for (var each : asked) {
            answered(each.by(), each.turn(), "First of " + each.by().conversation().id());
        }

        // Then
        for (var each : asked) {
            var again = TestConversation.ofNewCustomer();
            answered(again, each.again(again), "Second of " + again.conversation().id());
        }
    }

    private record Asked(
            TestConversation by, TurnReady turn, Function<TestConversation, TurnReady> made) {
        TurnReady again(TestConversation other) {
            return made.apply(other);
        }
    }

    private static Asked turn(Function<TestConversation, TurnReady> made) {
        var by = TestConversation.ofNewCustomer();
        return new Asked(by, made.apply(by), made);
    }

    /** Reply to a new customer that the model was not asked for. */
    private ReplyDecided cachedReply(String question) {
        var calls = gemini.calls().size();
        var other = TestConversation.ofNewCustomer();
        var reply = replyTo(other, other.saying(question));
        assertThat(gemini.calls()).hasSize(calls);
        return reply;
    }
}
