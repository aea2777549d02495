package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.event.TurnReady.Closing;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.read.UnansweredMessages;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class LimitedTurnTest extends TurnCase {
    @Inject UnansweredMessages unanswered;

    @Test
    void customerBeyondTheLimitIsToldOnceAndTheMessagesAreKept() {
        // Given
        answeredFiveTimes();
        var sixth = customer.saying("Question 6");
        var seventh = customer.saying("Question 7");

        // When
        publish(sixth);
        publish(seventh);

        // Then
        assertThat(awaitResult(sixth)).isEmpty();
        assertThat(awaitResult(seventh)).isEmpty();
        assertThat(gemini.calls()).hasSize(5);
        var notice = notice();
        assertThat(notice.id()).isEqualTo(ReplyId.ofNotice(sixth.id()));
        assertThat(notice.author()).isEqualTo(Author.SYSTEM);
        assertThat(notice.answers()).isEmpty();
        assertThat(notice.text())
                .matches(
                        "I'm receiving a lot of messages\\. Please wait a moment before sending"
                                + " another\\. \\([1-9][0-9]? s\\)");
        assertThat(transcript())
                .contains("customer received: Question 6", "customer received: Question 7");
        var ids = List.of(message(sixth), message(seventh));
        assertThat(unanswered.reasons(ids))
                .containsOnlyKeys(ids)
                .containsValue("more than the customer's limit");
        assertThat(unanswered.in(customer.conversation().id(), Instant.now(), 0, 10))
                .as("they are offered to the AI by a handback")
                .hasSize(2);

        // When
        publish(sixth);
        var eighth = customer.saying("Question 8");
        publish(eighth);

        // Then
        assertThat(awaitResult(eighth)).isEmpty();
        assertThat(gemini.calls()).hasSize(5);
        assertThat(notice()).isEqualTo(notice);
    }

    @Test
    void whatNeedsNoModelAndWhatAnOperatorAsksForIsNotLimited() {
        // Given
        answeredFiveTimes();
        gemini.thenAnswers("For the operator.");
        var reset = customer.saying("/reset");
        var asked = customer.saying("Question 6");
        var handback =
                new TurnReady(
                        asked.id(),
                        asked.conversation(),
                        asked.messages(),
                        Closing.HANDBACK,
                        Instant.now());

        // When
        publish(reset);
        publish(handback);

        // Then
        assertThat(replyTo(reset).author()).isEqualTo(Author.SYSTEM);
        assertThat(replyTo(handback).text()).isEqualTo("For the operator.");
    }

    private void answeredFiveTimes() {
        for (var n = 1; n <= 5; n++) {
            gemini.thenAnswers("Answer " + n);
            var turn = customer.saying("Question " + n);
            publish(turn);
            assertThat(replyTo(turn).text()).isEqualTo("Answer " + n);
        }
    }

    private ReplyDecided notice() {
        await().until(() -> repliesSoFar().size() >= 6);
        return repliesSoFar().stream()
                .filter(reply -> reply.author() == Author.SYSTEM)
                .reduce((_, _) -> {
                    throw new AssertionError("more than one notice");
                })
                .orElseThrow();
    }

    private static MessageId message(TurnReady turn) {
        return turn.newestMessage().id();
    }
}
