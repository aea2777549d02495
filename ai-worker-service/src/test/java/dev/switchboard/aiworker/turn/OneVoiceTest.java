package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TopicReader;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.transcript.control.Control;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class OneVoiceTest extends TurnCase {
    @Test
    void takeoverDuringGenerationLeavesTheAnswerUnsaid() {
        // Given
        gemini.thenSaysAfter(Duration.ofSeconds(1), "Too late");
        var turn = customer.saying("A person, please");
        publish(turn);
        await().until(() -> !gemini.calls().isEmpty());

        // When
        controls.takeOver(customer.conversation().id(), "olga", Optional.empty());

        // Then
        assertThat(awaitSettled(turn)).isEmpty();
        assertThat(repliesSoFar()).isEmpty();
        assertThat(transcript()).containsExactly("customer received: A person, please");
    }

    @Test
    void hintOfATakeoverCancelsTheCallAndTheTurnIsThePersons() {
        // Given
        gemini.thenKeepsWaiting();
        var turn = customer.saying("A person, please");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);
        var line = controls.takeOver(customer.conversation().id(), "olga", Optional.empty()).now();

        // When
        hintUntilTheCallIsClosed(line);

        // Then
        assertThat(awaitSettled(turn)).isEmpty();
        assertThat(repliesSoFar()).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void lineThatIsHandedBackAtOnceIsAnsweredAnew() {
        // Given
        gemini.thenKeepsWaiting().thenSays("Here again.");
        var turn = customer.saying("A person, please");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);
        var taken = controls.takeOver(customer.conversation().id(), "olga", Optional.empty()).now();
        controls.handBack(customer.conversation().id(), "olga", Optional.empty());

        // When
        hintUntilTheCallIsClosed(taken);

        // Then
        var reply = replyTo(turn);
        assertThat(reply.text()).isEqualTo("Here again.");
        assertThat(reply.epoch()).isEqualTo(2);
    }

    @Test
    void lineThatIsHandedBackAtOnceIsAnsweredAnewWithoutAnyHint() {
        // Given
        gemini.thenSaysAfter(Duration.ofSeconds(2), "Of before.").thenSays("Here again.");
        var turn = customer.saying("A person, please");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);

        // When
        controls.takeOver(customer.conversation().id(), "olga", Optional.empty());
        controls.handBack(customer.conversation().id(), "olga", Optional.empty());

        // Then
        var reply = replyTo(turn);
        assertThat(reply.text()).isEqualTo("Here again.");
        assertThat(reply.epoch()).isEqualTo(2);
    }

    @Test
    void hintOfATakeoverThatIsOverDisturbsNothing() {
        // Given
        var id = customer.conversation().id();
        var taken = controls.takeOver(id, "olga", Optional.empty()).now();
        controls.handBack(id, "olga", Optional.empty());
        gemini.thenSaysAfter(Duration.ofSeconds(2), "Calmly.");
        var turn = customer.saying("Hi");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);

        // When
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    hint(taken);
                    return !repliesSoFar().isEmpty();
                });

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Calmly.");
        assertThat(gemini.calls()).hasSize(1);
    }

    /** Again and again, because nobody knows whether the worker listens already. */
    private void hintUntilTheCallIsClosed(Control line) {
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    hint(line);
                    return gemini.calls().getFirst().closed().isDone();
                });
    }

    private void hint(Control line) {
        publisher.hint(
                customer.conversation(),
                ConversationChanged.Change.CONTROL,
                Map.of("holder", line.holder().name(), "epoch", Long.toString(line.epoch())),
                Instant.now());
    }

    @Test
    void newerTurnCancelsTheCallAndIsAnsweredWithIt() {
        // Given
        gemini.thenKeepsWaiting().thenSays("Both.");
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
    void reactionDuringGenerationDisturbsNothing() {
        // Given
        gemini.thenSaysAfter(Duration.ofSeconds(1), "Calmly.");
        var turn = customer.saying("Hi");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);
        var reaction = customer.sending(new Content.Reaction("SM1", Optional.of("👍")));

        // When
        publish(reaction);

        // Then
        assertThat(replyTo(turn).answers()).containsExactly(turn.id());
        assertThat(awaitSettled(reaction)).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void customerWhoNeverStopsIsAnsweredAfterThreeRestarts() {
        // Given
        gemini.thenKeepsWaiting()
                .thenKeepsWaiting()
                .thenKeepsWaiting()
                .thenSaysAfter(Duration.ofSeconds(1), "Enough.");
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
        try (var hints = new TopicReader<>(Topics.CONVERSATION_EVENTS, kafka)) {
            var turn = customer.saying("Hi");

            // When
            publish(turn);

            // Then
            await().untilAsserted(() ->
                    assertThat(hints.of(key()))
                            .extracting(ConversationChanged::change)
                            .contains(
                                    ConversationChanged.Change.MESSAGE_RECORDED,
                                    ConversationChanged.Change.ANSWERING));
            assertThat(hints.of(key()))
                    .filteredOn(hint -> hint.change() == ConversationChanged.Change.ANSWERING)
                    .extracting(hint -> hint.details().get("quotes"))
                    .containsExactly(turn.newestMessage().providerMessageId());
        }
    }
}
