package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.aiswitch.AiSwitch;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.FakeGemini;
import dev.switchboard.transcript.aicontrol.AiSwitchStore;
import dev.switchboard.transcript.read.UnansweredMessages;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class AiSwitchTest extends TurnCase {
    private static final Duration IN_FORCE = Duration.ofSeconds(20);
    private static final String NUMBER = "+15550009999";

    @Inject AiSwitch aiSwitch;
    @Inject AiSwitchStore switches;
    @Inject UnansweredMessages unanswered;

    private final TestConversation ofNumber = TestConversation.ofNewCustomerOf(NUMBER);

    @AfterEach
    void switchOn() {
        switches.set(true, "test", null);
        switches.set(NUMBER, true, "test", null);
        await().until(() -> isOn(customer) && isOn(ofNumber));
    }

    @Test
    void nobodyIsAnsweredWhileTheAiIsSwitchedOff() {
        // Given
        switches.set(false, "test", "closed");
        await().atMost(IN_FORCE).until(() -> !isOn(customer) && !isOn(ofNumber));
        var turn = customer.saying("Anybody there?");

        // When
        publish(turn);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(gemini.calls()).isEmpty();
        assertThat(transcript()).containsExactly("customer received: Anybody there?");
        assertThat(reason(turn)).containsExactly("the AI is switched off");

        // When
        switches.set(true, "test", null);
        await().atMost(IN_FORCE).until(() -> isOn(customer));
        gemini.thenAnswers("Here again.");
        var later = customer.saying("Hello?");
        publish(later);

        // Then
        assertThat(replyTo(later).text()).isEqualTo("Here again.");
    }

    @Test
    void onlyTheNumbersCustomersAreNotAnsweredWhileItIsSwitchedOff() {
        // Given
        gemini.thenAnswers("Of another number.");
        switches.set(NUMBER, false, "test", null);
        await().atMost(IN_FORCE).until(() -> !isOn(ofNumber));
        var unwanted = ofNumber.saying("Anybody there?");
        var wanted = customer.saying("Anybody there?");

        // When
        publish(unwanted);
        publish(wanted);

        // Then
        assertThat(awaitResult(unwanted)).isEmpty();
        assertThat(replyTo(wanted).text()).isEqualTo("Of another number.");
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void answerThatIsBeingWrittenIsNotSent() {
        // Given
        gemini.thenAnswersAfter(Duration.ofSeconds(3), "Too late.");
        var turn = customer.saying("Anybody there?");
        publish(turn);
        await().until(() -> !gemini.calls().isEmpty());

        // When
        switches.set(false, "test", null);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(repliesSoFar()).isEmpty();
        assertThat(reason(turn)).containsExactly("the AI is switched off");
    }

    @Test
    void conversationIsSwitchedByItselfAlsoWhileItsAnswerIsBeingWritten() {
        // Given
        gemini.thenAnswersAfter(Duration.ofSeconds(1), "Too late.");
        var first = customer.saying("Anybody there?");
        publish(first);
        await().until(() -> !gemini.calls().isEmpty());

        // When
        switches.set(customer.conversation().id(), false, "test", null);

        // Then
        assertThat(awaitResult(first)).isEmpty();
        assertThat(reason(first)).containsExactly("the AI is switched off");

        // When
        var second = customer.saying("Hello?");
        publish(second);

        // Then
        assertThat(awaitResult(second)).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
        assertThat(repliesSoFar()).isEmpty();

        // When
        switches.set(customer.conversation().id(), true, "test", null);
        gemini.thenAnswers("Here again.");
        var third = customer.saying("Please?");
        publish(third);

        // Then
        assertThat(replyTo(third).text()).isEqualTo("Here again.");
    }

    /**
     * The delay notice is due a second after the turn was taken up, as {@link GeminiPort} has it.
     */
    @Test
    void conversationThatIsSwitchedOffWhileItWaitsGetsNoDelayNotice() {
        // Given
        gemini.thenRespondsAfter(Duration.ofSeconds(3), 503, FakeGemini.error(503, "UNAVAILABLE"));
        var turn = customer.saying("Anybody there?");
        publish(turn);
        await().until(() -> !gemini.calls().isEmpty());

        // When
        switches.set(customer.conversation().id(), false, "test", null);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(reason(turn)).containsExactly("the AI is switched off");
        assertThat(gemini.calls()).hasSize(1);
        assertThat(repliesSoFar()).isEmpty();
        assertThat(transcript()).containsExactly("customer received: Anybody there?");
    }

    private boolean isOn(TestConversation of) {
        return aiSwitch.isOn(of.conversation().business());
    }

    private List<String> reason(TurnReady turn) {
        return List.copyOf(unanswered.reasons(List.of(turn.newestMessage().id())).values());
    }
}
