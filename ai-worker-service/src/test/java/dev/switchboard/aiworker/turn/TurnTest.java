package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.FakeGemini;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class TurnTest extends TurnCase {
    @Test
    void turnIsAnsweredByTheModelOverAllItsMessages() {
        // Given
        gemini.thenAnswers("We open at nine.");
        var turn = customer.saying("Hi", "when do you open?");

        // When
        publish(turn);

        // Then
        var reply = replyTo(turn);
        assertThat(reply.text()).isEqualTo("We open at nine.");
        assertThat(reply.author()).isEqualTo(Author.AI);
        assertThat(reply.authorId()).contains("gemini-2.5-flash");
        assertThat(reply.answers()).containsExactly(turn.id());
        assertThat(reply.epoch()).isZero();
        assertThat(gemini.lastCall().contents()).containsExactly("user: Hi\nwhen do you open?");
        assertThat(gemini.lastCall().system()).startsWith("You answer the customers of a business");
        assertThat(transcript())
                .containsExactly(
                        "customer received: Hi",
                        "customer received: when do you open?",
                        "ai queued: We open at nine.");
    }

    @Test
    void recordWithoutAValueDoesNotStopTheTurnsBehindIt() {
        // Given
        gemini.thenAnswers("Hello.");
        var turn = customer.saying("Hi");
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.TURNS.name(), key(), null));
        }

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Hello.");
    }

    @Test
    void turnOlderThanADayIsRecordedAndNotAnswered() {
        // Given
        var turn = customer.withAge(Duration.ofHours(25), "Are you there?");

        // When
        publish(turn);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(repliesSoFar()).isEmpty();
        assertThat(gemini.calls()).isEmpty();
        assertThat(transcript()).containsExactly("customer received: Are you there?");
    }

    @Test
    void customerWhoWroteStopIsNotAnsweredUntilStart() {
        // Given
        gemini.thenAnswers("Welcome back.");
        var stop = customer.optingOut(new OptOut(OptOut.Word.STOP, true), "STOP", "really");
        publish(stop);
        var later = customer.saying("Where is my parcel?");
        publish(later);

        // Then
        assertThat(awaitResult(stop)).isEmpty();
        assertThat(awaitResult(later)).isEmpty();
        assertThat(gemini.calls()).isEmpty();

        // When
        var start = customer.optingOut(new OptOut(OptOut.Word.START, true), "START");
        publish(start);
        var again = customer.saying("Hello?");
        publish(again);

        // Then
        assertThat(awaitResult(start)).isEmpty();
        assertThat(replyTo(again).text()).isEqualTo("Welcome back.");
        assertThat(transcript())
                .startsWith(
                        "customer received: STOP",
                        "customer received: really",
                        "customer received: Where is my parcel?",
                        "customer received: START");
    }

    @Test
    void optOutWordThatTheProviderHasAnsweredNeedsNoReplyButOtherMessagesDo() {
        // Given
        gemini.thenAnswers("At nine.");
        var help = customer.optingOut(new OptOut(OptOut.Word.HELP, true), "HELP");
        publish(help);
        assertThat(awaitResult(help)).isEmpty();
        var both =
                customer.optingOut(new OptOut(OptOut.Word.HELP, true), "INFO", "When do you open?");

        // When
        publish(both);

        // Then
        assertThat(replyTo(both).text()).isEqualTo("At nine.");
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void startWordThatTheProviderHasNotAnsweredIsAnswered() {
        // Given
        gemini.thenAnswers("Hello again.");
        var start = customer.optingOut(new OptOut(OptOut.Word.START, false), "Start");

        // When
        publish(start);

        // Then
        assertThat(replyTo(start).text()).isEqualTo("Hello again.");
    }

    @Test
    void secondTurnHasTheFirstInItsHistory() {
        // Given
        gemini.thenAnswers("Hello Ada.").thenAnswers("Your name is Ada.");
        var first = customer.saying("My name is Ada");
        publish(first);
        replyTo(first);
        var second = customer.saying("What is my name?");

        // When
        publish(second);

        // Then
        assertThat(replyTo(second).text()).isEqualTo("Your name is Ada.");
        assertThat(gemini.lastCall().contents())
                .containsExactly(
                        "user: My name is Ada", "model: Hello Ada.", "user: What is my name?");
    }

    @Test
    void afterAHandbackTheModelIsShownTheOperatorsText() {
        // Given
        var conversation = customer.conversation().id();
        ownerships.takeOver(conversation, "olga", null);
        var before = customer.saying("Is my parcel lost?");
        publish(before);
        assertThat(awaitResult(before)).isEmpty();
        messages.recordReply(operatorReply("It arrives on Monday."));
        ownerships.handBack(conversation, "olga", null);
        var after = customer.saying("When again?");

        // When
        publish(after);

        // Then
        assertThat(replyTo(after).epoch()).isEqualTo(2);
        assertThat(gemini.lastCall().contents())
                .containsExactly(
                        "user: Is my parcel lost?",
                        "model: [operator] It arrives on Monday.",
                        "user: When again?");
        assertThat(gemini.lastCall().system()).contains("A human colleague attended");
    }

    @Test
    void turnIsNotAnsweredWhileAnOperatorIsTheOwner() {
        // Given
        ownerships.takeOver(customer.conversation().id(), "olga", null);
        var turn = customer.saying("Anybody there?");

        // When
        publish(turn);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(repliesSoFar()).isEmpty();
        assertThat(gemini.calls()).isEmpty();
        assertThat(transcript()).containsExactly("customer received: Anybody there?");
    }

    @Test
    void turnThatEndedInAnApologyIsAnsweredWhenReplayed() {
        // Given
        gemini.thenResponds(400, FakeGemini.error(400, "INVALID_ARGUMENT"))
                .thenAnswers("On Monday.");
        var failed = customer.saying("When does it come?");
        publish(failed);
        assertThat(replyTo(failed).author()).isEqualTo(Author.SYSTEM);
        var again =
                new TurnReady(
                        failed.id().retried(),
                        failed.conversation(),
                        failed.messages(),
                        TurnReady.Closing.HANDBACK,
                        Instant.now());

        // When
        publish(again);
        publish(again);

        // Then
        var reply = replyTo(again);
        assertThat(reply.text()).isEqualTo("On Monday.");
        assertThat(gemini.lastCall().contents()).containsExactly("user: When does it come?");
        await().until(() -> repliesSoFar().stream().filter(reply::equals).count() == 2);
        assertThat(gemini.calls()).hasSize(2);
    }

    @Test
    void redeliveredTurnPublishesTheSameReplyAgain() {
        // Given
        gemini.thenAnswers("Once.");
        var turn = customer.saying("Hi");
        publish(turn);
        var reply = replyTo(turn);

        // When
        publish(turn);

        // Then
        await().untilAsserted(() -> assertThat(repliesSoFar()).containsExactly(reply, reply));
        assertThat(gemini.calls()).hasSize(1);
        assertThat(transcript()).containsExactly("customer received: Hi", "ai queued: Once.");
    }

    @Test
    void claimOfACrashedWorkerIsPublishedInsteadOfANewAnswer() {
        // Given
        var turn = customer.saying("Hi");
        var batch = new TurnBatch(List.of(turn));
        var reply =
                new ReplyDecided(
                        ReplyId.to(turn.id()),
                        customer.conversation(),
                        Author.AI,
                        Optional.of("gemini-2.5-flash"),
                        "Decided before the crash.",
                        List.of(),
                        0,
                        batch.turnIds(),
                        Optional.empty(),
                        Instant.parse("2026-11-20T08:00:00Z"));
        replyStore.claim(reply);

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn)).isEqualTo(reply);
        assertThat(gemini.calls()).isEmpty();
    }

    private ReplyDecided operatorReply(String text) {
        return new ReplyDecided(
                ReplyId.ofOperator(customer.conversation().id(), text),
                customer.conversation(),
                Author.OPERATOR,
                Optional.of("olga"),
                text,
                List.of(),
                1,
                List.of(),
                Optional.empty(),
                Instant.now());
    }
}
