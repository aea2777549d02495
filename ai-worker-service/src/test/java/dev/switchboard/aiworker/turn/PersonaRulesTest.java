package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.read.UnansweredMessages;
import dev.switchboard.transcript.session.SessionMode.Fixed;
import dev.switchboard.transcript.session.SessionMode.Never;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class PersonaRulesTest extends PersonaCase {
    @Inject UnansweredMessages unanswered;
    @Inject ConversationStore conversations;
    @Inject MeterRegistry meters;

    private final TestConversation other = TestConversation.ofNewCustomer();

    @Test
    void unlistedCustomerIsKeptForOperators() {
        // Given
        personaIs("You are Yan.", listed(Unlisted.KEPT), customer);
        var turn = other.saying("Hi");

        // When
        publish(other, turn);
        answered(customer, customer.saying("Hello"), "Good day.");

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(messages.latest(other.conversation().id(), 5)).hasSize(1);
        assertThat(unanswered.reasons(List.of(turn.newestMessage().id())).values())
                .containsExactly("the persona does not answer this customer");
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void unlistedCustomerIsDroppedUnlessAnOperatorIsTheOwner() {
        // Given
        personaIs("You are Yan.", listed(Unlisted.DROPPED), customer);
        var dropped = other.saying("Hi");
        var before = meters.counter("switchboard.turns.dropped").count();

        // When
        publish(other, dropped);
        await().until(() -> meters.counter("switchboard.turns.dropped").count() == before + 1);

        // Then
        assertThat(messages.latest(other.conversation().id(), 5)).isEmpty();
        assertThat(conversations.find(other.conversation().id())).isEmpty();
        assertThat(replyStore.resultOf(dropped.id())).isEmpty();

        // When
        ownerships.takeOver(other.conversation().id(), "olga", null);
        var kept = other.saying("Anybody there?");
        publish(other, kept);

        // Then
        assertThat(awaitResult(kept)).isEmpty();
        assertThat(messages.latest(other.conversation().id(), 5)).hasSize(1);
        assertThat(gemini.calls()).isEmpty();
    }

    @Test
    void droppedTurnThatComesAgainOnceTheCustomerIsListedIsAnswered() {
        // Given
        personaIs("You are Yan.", listed(Unlisted.DROPPED), customer);
        var turn = other.saying("Hi");
        var before = meters.counter("switchboard.turns.dropped").count();
        publish(other, turn);
        await().until(() -> meters.counter("switchboard.turns.dropped").count() == before + 1);

        // When
        personaIs("You are Yan.", listed(Unlisted.DROPPED), customer, other);

        // Then
        answered(other, turn, "Welcome.");
    }

    @Test
    void personaHasALimitAndATokenBudgetOfItsOwn() {
        // Given
        personaIs("You are Yan.", limits(2, 8));
        answered(customer, customer.saying("One, with very many words in front of it"), "First.");
        answered(customer, customer.saying("Two"), "Second.");
        var third = customer.saying("Three");

        // When
        publish(third);

        // Then
        assertThat(awaitResult(third)).isEmpty();
        assertThat(gemini.lastCall().contents())
                .containsExactly("user: …", "model: First.", "user: Two");
    }

    @Test
    void personaWithoutALimitAnswersEveryTurn() {
        // Given
        personaIs("You are Yan.", limits(0, 100));

        // When
        for (var n = 1; n <= 7; n++) {
            answered(customer, customer.saying("Question " + n), "Answer " + n);
        }

        // Then
        assertThat(gemini.calls()).hasSize(7);
    }

    @Test
    void personaHasASessionOfItsOwn() {
        // Given
        personaIs("You are Yan.", session(new Never()));
        answered(customer, customer.withAge(Duration.ofHours(20), "I am Ada"), "Hello Ada.");
        personaIs("You are Ivy.", session(new Fixed(Duration.ofMinutes(10))));
        answered(other, other.withAge(Duration.ofMinutes(20), "I am Bob"), "Hello Bob.");

        // When
        answered(other, other.saying("Who am I?"), "I do not know.");

        // Then
        assertThat(gemini.lastCall().contents()).containsExactly("user: Who am I?");

        // When
        answered(customer, customer.saying("Who am I?"), "Ada.");

        // Then
        assertThat(gemini.lastCall().contents())
                .containsExactly("user: I am Ada", "model: Hello Ada.", "user: Who am I?");
    }
}
