package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Answered messages that come again in other turns, because the buffer has lost its state. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class MergedAnewTest extends TurnCase {

    @Test
    void answeredMessagesInANewTurnAreNotAnsweredAgain() {
        // Given
        gemini.thenAnswers("At nine.").thenAnswers("You are welcome.");
        var turn = customer.saying("Hi", "when do you open?");
        publish(turn);
        replyTo(turn);

        // When
        publish(customer.withoutFirst(turn));
        var later = customer.saying("thanks");
        publish(later);

        // Then
        replyTo(later);
        assertThat(repliesSoFar()).hasSize(2);
        assertThat(gemini.calls()).hasSize(2);
    }

    /** A duplicate from after the buffer's retention: alone, it makes the same turn as before. */
    @Test
    void duplicateThatTheBufferHasForgottenGetsNoSecondAnswer() {
        // Given
        gemini.thenAnswers("At nine.").thenAnswers("You are welcome.");
        var turn = customer.saying("when do you open?");
        publish(turn);
        var answer = replyTo(turn);

        // When
        publish(customer.merging(turn));
        var later = customer.saying("thanks");
        publish(customer.merging(later, turn));

        // Then
        replyTo(later);
        assertThat(repliesSoFar().stream().distinct()).hasSize(2).contains(answer);
        assertThat(gemini.calls()).hasSize(2);
        assertThat(transcript())
                .containsExactly(
                        "customer received: when do you open?",
                        "ai queued: At nine.",
                        "customer received: thanks",
                        "ai queued: You are welcome.");
    }

    @Test
    void onlyTheUnansweredRestOfATurnIsAnswered() {
        // Given
        gemini.thenAnswers("At nine.").thenAnswers("Yes, on Sundays too.");
        var answered = customer.saying("Hi", "when do you open?");
        publish(answered);
        replyTo(answered);
        var newMessage = customer.saying("on Sundays too?");
        var merged = customer.merging(customer.withoutFirst(answered), newMessage);

        // When
        publish(merged);

        // Then
        assertThat(replyTo(merged).text()).isEqualTo("Yes, on Sundays too.");
        assertThat(gemini.lastCall().contents())
                .containsExactly(
                        "user: Hi\nwhen do you open?", "model: At nine.", "user: on Sundays too?");
    }

    @Test
    void newMessageInAnAnsweredTurnIsAnsweredByItselfAndOnce() {
        // Given
        gemini.thenAnswers("At nine.").thenAnswers("Yes, on Sundays too.");
        var answered = customer.saying("when do you open?");
        publish(answered);
        var first = replyTo(answered);
        var longer = customer.merging(answered, customer.saying("on Sundays too?"));

        // When
        publish(longer);
        publish(longer);

        // Then
        var newTurn = longer.id().continuedWith(longer.newestMessage().id());
        await().untilAsserted(() ->
                assertThat(repliesSoFar())
                        .filteredOn(reply -> reply.answers().contains(newTurn))
                        .hasSize(2));
        assertThat(repliesSoFar()).filteredOn(first::equals).hasSize(3);
        assertThat(gemini.calls()).hasSize(2);
        assertThat(transcript())
                .containsExactly(
                        "customer received: when do you open?",
                        "ai queued: At nine.",
                        "customer received: on Sundays too?",
                        "ai queued: Yes, on Sundays too.");
    }

    @Test
    void messagesOfTheTurnThatIsBeingAnsweredDoNotJoinItASecondTime() {
        // Given
        gemini.thenHangs().thenAnswers("At nine.");
        var turn = customer.saying("Hi", "when do you open?");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);

        // When
        publish(customer.withoutFirst(turn));

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("At nine.");
        assertThat(gemini.lastCall().contents()).containsExactly("user: Hi\nwhen do you open?");
    }
}
