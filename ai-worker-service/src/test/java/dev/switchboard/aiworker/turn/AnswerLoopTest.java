package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.event.OwnershipChanged;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.TopicReader;
import dev.switchboard.transcript.ownership.Ownership;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class AnswerLoopTest extends TurnCase {
    @Test
    void takeoverDuringTheModelCallSuppressesTheAnswer() {
        // Given
        gemini.thenAnswersAfter(Duration.ofSeconds(1), "Too late");
        var turn = customer.saying("A person, please");
        publish(turn);
        await().until(() -> !gemini.calls().isEmpty());

        // When
        ownerships.takeOver(customer.conversation().id(), "olga", null);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(repliesSoFar()).isEmpty();
        assertThat(transcript()).containsExactly("customer received: A person, please");
    }

    @Test
    void takeoverSignalCancelsTheCallAndLeavesTheTurnToTheOperator() {
        // Given
        gemini.thenHangs();
        var turn = customer.saying("A person, please");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);
        var taken = ownerships.takeOver(customer.conversation().id(), "olga", null).ownership();

        // When
        signalUntilTheCallIsClosed(taken);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(repliesSoFar()).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void turnIsAnsweredAgainWhenHandedBackAtOnce() {
        // Given
        gemini.thenHangs().thenAnswers("Here again.");
        var turn = customer.saying("A person, please");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);
        var taken = ownerships.takeOver(customer.conversation().id(), "olga", null).ownership();
        ownerships.handBack(customer.conversation().id(), "olga", null);

        // When
        signalUntilTheCallIsClosed(taken);

        // Then
        var reply = replyTo(turn);
        assertThat(reply.text()).isEqualTo("Here again.");
        assertThat(reply.epoch()).isEqualTo(2);
    }

    @Test
    void turnIsAnsweredAgainWhenHandedBackAtOnceWithoutASignal() {
        // Given
        gemini.thenAnswersAfter(Duration.ofSeconds(2), "Of before.").thenAnswers("Here again.");
        var turn = customer.saying("A person, please");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);

        // When
        ownerships.takeOver(customer.conversation().id(), "olga", null);
        ownerships.handBack(customer.conversation().id(), "olga", null);

        // Then
        var reply = replyTo(turn);
        assertThat(reply.text()).isEqualTo("Here again.");
        assertThat(reply.epoch()).isEqualTo(2);
    }

    @Test
    void takeoverSignalOfAnEarlierEpochCancelsNothing() {
        // Given
        var id = customer.conversation().id();
        var taken = ownerships.takeOver(id, "olga", null).ownership();
        ownerships.handBack(id, "olga", null);
        gemini.thenAnswersAfter(Duration.ofSeconds(2), "Calmly.");
        var turn = customer.saying("Hi");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);

        // When
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    signal(taken);
                    return !repliesSoFar().isEmpty();
                });

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Calmly.");
        assertThat(gemini.calls()).hasSize(1);
    }

    /** Signals repeatedly, because the worker may not be subscribed yet. */
    private void signalUntilTheCallIsClosed(Ownership taken) {
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    signal(taken);
                    return gemini.calls().getFirst().closed().isDone();
                });
    }

    private void signal(Ownership taken) {
        publisher.hint(
                new OwnershipChanged(
                        UUID.randomUUID(),
                        customer.conversation(),
                        taken.isOwnedByAi(),
                        taken.epoch(),
                        Instant.now()));
    }

    @Test
    void newerTurnCancelsTheCallAndJoinsTheBatch() {
        // Given
        gemini.thenHangs().thenAnswers("Both.");
        var first = customer.saying("One pizza");
        publish(first);
        await().until(() -> gemini.calls().size() == 1);
        var second = customer.saying("no, two");

        // When
        publish(second);

        // Then
        var reply = replyTo(first);
        assertThat(reply.text()).isEqualTo("Both.");
        assertThat(reply.answers()).containsExactly(first.id(), second.id());
        assertThat(gemini.calls().getFirst().closed()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(gemini.lastCall().contents()).containsExactly("user: One pizza\nno, two");
        await().untilAsserted(() -> assertThat(repliesSoFar()).containsExactly(reply, reply));
        assertThat(transcript())
                .containsExactly(
                        "customer received: One pizza",
                        "customer received: no, two",
                        "ai queued: Both.");
    }

    @Test
    void reactionDuringTheModelCallCancelsNothing() {
        // Given
        gemini.thenAnswersAfter(Duration.ofSeconds(1), "Calmly.");
        var turn = customer.saying("Hi");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);
        var reaction = customer.sending(new Content.Reaction("SM1", Optional.of("👍")));

        // When
        publish(reaction);

        // Then
        assertThat(replyTo(turn).answers()).containsExactly(turn.id());
        assertThat(awaitResult(reaction)).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void customerWhoKeepsWritingIsAnsweredAfterThreeRestarts() {
        // Given
        gemini.thenHangs()
                .thenHangs()
                .thenHangs()
                .thenAnswersAfter(Duration.ofSeconds(1), "Enough.");
        var turns = List.of("a", "b", "c", "d").stream().map(customer::saying).toList();
        for (var turn : turns) {
            var before = gemini.calls().size();
            publish(turn);
            await().until(() -> gemini.calls().size() > before);
        }
        var fifth = customer.saying("e");

        // When
        publish(fifth);

        // Then
        var reply = replyTo(turns.getFirst());
        assertThat(reply.text()).isEqualTo("Enough.");
        assertThat(reply.answers()).isEqualTo(turns.stream().map(TurnReady::id).toList());
        assertThat(replyTo(fifth).answers()).containsExactly(fifth.id());
    }

    @Test
    void customerIsShownThatTheModelHasBegun() {
        // Given
        try (var hints = TopicReader.fromBeginning(Topics.CONVERSATION_EVENTS, kafka)) {
            var turn = customer.saying("Hi");

            // When
            publish(turn);

            // Then
            await().untilAsserted(() ->
                    assertThat(hints.of(key()))
                            .extracting(ConversationChanged::change)
                            .containsExactly(ConversationChanged.Change.ANSWERING));
            assertThat(hints.of(key()))
                    .extracting(hint -> hint.details().get("quotes"))
                    .containsExactly(turn.newestMessage().providerMessageId());
        }
    }
}
