package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** The model is shown the session. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class SessionTurnsTest extends TurnCase {
    @Test
    void historyBeginsWithTheSession() {
        // Given
        answered(customer.withAge(Duration.ofMinutes(130), "My name is Ada"), "Hello Ada.");
        answered(customer.withAge(Duration.ofMinutes(20), "It is me again"), "Welcome.");

        // When
        answered(customer.saying("What is my name?"), "I do not know.");

        // Then
        assertThat(gemini.lastCall().contents().toString())
                .contains("It is me again", "What is my name?")
                .doesNotContain("My name is Ada");
    }

    @Test
    void afterAResetTheModelIsShownNothingOfBefore() {
        // Given
        answered(customer.saying("My name is Ada"), "Hello Ada.");
        var reset = customer.saying(" /Reset ");

        // When
        publish(reset);

        // Then
        var reply = replyTo(reset);
        assertThat(reply.author()).isEqualTo(Author.SYSTEM);
        assertThat(reply.text()).startsWith("Let's start over.");
        assertThat(gemini.calls()).hasSize(1);

        // When
        answered(customer.saying("What is my name?"), "I do not know.");
        answered(customer.saying("Really?"), "Really.");

        // Then
        assertThat(gemini.lastCall().contents())
                .containsExactly(
                        "user: What is my name?", "model: I do not know.", "user: Really?");
    }

    /** Meta's times are whole seconds: all of these have the same one. */
    @Test
    void messageInTheSecondOfAResetBelongsToTheNewSession() {
        // Given
        var second = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        answered(customer.writtenAt(second, "My name is Ada"), "Hello Ada.");
        var reset = customer.writtenAt(second, "/reset");
        publish(reset);
        assertThat(replyTo(reset).author()).isEqualTo(Author.SYSTEM);
        answered(customer.writtenAt(second, "It rains here"), "Take care.");

        // When
        answered(customer.writtenAt(second, "What did the customer say before?"), "It rains.");

        // Then
        assertThat(gemini.lastCall().contents())
                .containsExactly(
                        "user: It rains here",
                        "model: Take care.",
                        "user: What did the customer say before?");
    }

    @Test
    void messagesBehindAResetAreAnsweredByThemselves() {
        // Given
        answered(customer.saying("My name is Ada"), "Hello Ada.");

        // When
        answered(customer.saying("I am", "/reset", "Who am I?"), "I do not know.");

        // Then
        assertThat(gemini.lastCall().contents()).containsExactly("user: Who am I?");
    }

    @Test
    void resetWhileTheModelWorksWaitsForTheAnswer() {
        // Given
        gemini.thenAnswersAfter(Duration.ofSeconds(1), "Hello Ada.");
        var first = customer.saying("My name is Ada");
        var reset = customer.saying("/reset");

        // When
        publish(first);
        publish(reset);

        // Then
        assertThat(replyTo(first).text()).isEqualTo("Hello Ada.");
        assertThat(replyTo(reset).author()).isEqualTo(Author.SYSTEM);
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void handoverBeginsASessionThatHasWhatWasSaidInIt() {
        // Given
        answered(customer.withAge(Duration.ofMinutes(2), "My name is Ada"), "Hello Ada.");
        var conversation = customer.conversation().id();
        ownerships.takeOver(conversation, "olga", null);
        var during = customer.saying("Is my parcel lost?");
        publish(during);
        assertThat(awaitResult(during)).isEmpty();
        ownerships.handBack(conversation, "olga", null);

        // When
        answered(customer.saying("What did I ask?"), "About a parcel.");

        // Then
        assertThat(gemini.lastCall().contents().toString()).contains("Is my parcel lost?");
    }

    private void answered(TurnReady turn, String answer) {
        gemini.thenAnswers(answer);
        publish(turn);
        assertThat(replyTo(turn).text()).isEqualTo(answer);
    }
}
