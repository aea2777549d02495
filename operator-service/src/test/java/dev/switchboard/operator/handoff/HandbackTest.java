package dev.switchboard.operator.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.switchboard.chassis.topic.PublishFailedException;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.event.TurnReady.Closing;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.TurnId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.Published;
import dev.switchboard.operator.testing.Scene;
import dev.switchboard.transcript.control.Control;
import dev.switchboard.transcript.control.Control.Holder;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.reply.ReplyStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class HandbackTest {
    @Inject Scene scene;
    @Inject ControlStore controls;
    @Inject ReplyStore replies;
    @Inject OpenQuestions questions;
    @Inject TurnOutbox outbox;
    @Inject TurnRelay relay;
    @Inject MessageStore messages;

    @Test
    void handbackGivesTheLineToTheAiUnderANewEpoch() {
        // Given
        var conversation = takenOver();

        // When
        var answer = handBack(conversation, false);

        // Then
        assertThat(answer).isEqualTo("handback_complete");
        assertThat(controls.current(conversation.id())).isEqualTo(new Control(Holder.AI, 2));
        assertThat(reopened(conversation)).isEmpty();
    }

    @Test
    void handingBackALineThatTheAiHasChangesNothing() {
        // Given
        var conversation = scene.conversation();

        // When
        var answer = handBack(conversation, true);

        // Then
        assertThat(answer).isEqualTo("handback_complete");
        assertThat(controls.current(conversation.id())).isEqualTo(new Control(Holder.AI, 0));
        assertThat(reopened(conversation)).isEmpty();
    }

    @Test
    void whatNobodyAnsweredIsOfferedToTheAiAsOneTurn() {
        // Given
        var conversation = takenOver();
        var first = unanswered(conversation, "Are you open on Sunday?");
        var second = unanswered(conversation, "And on Monday?");

        // When
        handBack(conversation, true);

        // Then
        var turn = assertThat(reopened(conversation)).singleElement().actual();
        assertThat(turn.id()).isEqualTo(TurnId.startingWith(first.id()).reopenedAt(2));
        assertThat(turn.closedBy()).isEqualTo(Closing.HANDBACK);
        assertThat(turn.messages())
                .extracting(MessageReceived::id)
                .containsExactly(first.id(), second.id());
        assertThat(turn.messages())
                .extracting(MessageReceived::content)
                .containsExactly(
                        new Content.Text("Are you open on Sunday?"),
                        new Content.Text("And on Monday?"));
        assertThat(turn.newestMessage().providerMessageId()).isEqualTo(second.providerMessageId());
    }

    @Test
    void repeatedHandbackOffersTheSameTurnSoThatItIsAnsweredOnce() {
        // Given
        var conversation = takenOver();
        unanswered(conversation, "Are you open on Sunday?");
        handBack(conversation, true);
        unanswered(conversation, "I wrote this after the handback");

        // When
        handBack(conversation, true);

        // Then
        assertThat(reopened(conversation))
                .hasSize(2)
                .extracting(TurnReady::id, TurnReady::messages)
                .containsOnly(
                        tuple(
                                reopened(conversation).getFirst().id(),
                                reopened(conversation).getFirst().messages()));
    }

    @Test
    void whatAPersonAnsweredIsNotOffered() {
        // Given
        var conversation = takenOver();
        unanswered(conversation, "Are you open on Sunday?");
        Api.post(
                "/api/v1/operator-message",
                Map.of("phone", conversation.customer().value(), "message", "Yes, till noon."));

        // When
        handBack(conversation, true);

        // Then
        assertThat(reopened(conversation)).isEmpty();
    }

    @Test
    void whatTheAiAnsweredBeforeTheTakeoverIsNotOffered() {
        // Given
        var conversation = scene.conversation();
        var message = scene.says(conversation, "Are you open on Sunday?");
        var reply = scene.isAnswered(message, 0);
        scene.part(conversation, reply, 1, "DELIVERED");
        takeOver(conversation);

        // When
        handBack(conversation, true);

        // Then
        assertThat(reopened(conversation)).isEmpty();
    }

    @Test
    void answerThatTheTakeoverKeptFromLeavingLeavesItsQuestionOpen() {
        // Given
        var conversation = scene.conversation();
        var message = scene.says(conversation, "Are you open on Sunday?");
        var reply = scene.isAnswered(message, 0);
        takeOver(conversation);
        scene.part(conversation, reply, 1, "SUPPRESSED");

        // When
        handBack(conversation, true);

        // Then
        assertThat(reopened(conversation))
                .singleElement()
                .extracting(turn -> turn.messages().getFirst().id())
                .isEqualTo(message.id());
    }

    @Test
    void beingToldThatTheAnswerTakesLongerIsNoAnswer() {
        // Given
        var conversation = scene.conversation();
        var message = scene.says(conversation, "Are you open on Sunday?");
        scene.isToldToWait(message);
        takeOver(conversation);
        scene.nobodyAnswers(message);

        // When
        handBack(conversation, true);

        // Then
        assertThat(reopened(conversation)).hasSize(1);
    }

    @Test
    void turnThatAWorkerIsStillAtIsTakenFromItSoThatItIsAnsweredOnce() {
        // Given
        var conversation = takenOver();
        var message = scene.says(conversation, "Are you open on Sunday?");

        // When
        handBack(conversation, true);

        // Then
        assertThat(reopened(conversation)).hasSize(1);
        assertThat(replies.settlementOf(TurnId.startingWith(message.id())))
                .hasValueSatisfying(settled -> assertThat(settled.reply()).isEmpty());
    }

    /**
     * As when Kafka does not answer, or the process dies, once the database has the handback. Of
     * the siblings, a dead letter's replay and an operator's message publish first; a resend whose
     * publication fails is taken back, and its part stays listed as unknown.
     */
    @Test
    void questionThatKafkaDidNotTakeAtTheHandbackIsOfferedLater() {
        // Given
        var conversation = takenOver();
        var left = unanswered(conversation, "Are you open on Sunday?");
        var stillWorkedAt = scene.says(conversation, "And on Monday?");
        var open = questions.handBack(conversation, "olga", Optional.empty()).open().orElseThrow();
        var withoutKafka = new TurnRelay(outbox, HandbackTest::isNotTaken, new AtomicInteger());
        withoutKafka.publish(open);
        withoutKafka.relay(Duration.ZERO);
        assertThat(reopened(conversation)).isEmpty();

        // When
        relay.relay(Duration.ZERO);
        relay.relay(Duration.ZERO);

        // Then
        var turn = assertThat(reopened(conversation)).singleElement().actual();
        assertThat(turn).isEqualTo(open);
        assertThat(turn.messages())
                .extracting(MessageReceived::id)
                .containsExactly(left.id(), stillWorkedAt.id());
        assertThat(outbox.keptFor(Duration.ZERO, 1_000)).doesNotContain(turn);
    }

    @Test
    void questionThatAPersonTookOverAgainIsNotOfferedLater() {
        // Given
        var conversation = takenOver();
        unanswered(conversation, "Are you open on Sunday?");
        questions.handBack(conversation, "olga", Optional.empty());
        controls.takeOver(conversation.id(), "olga", Optional.empty());
        controls.handBack(conversation.id(), "olga", Optional.empty());

        // When
        relay.relay(Duration.ZERO);

        // Then
        assertThat(reopened(conversation)).isEmpty();
    }

    private static void isNotTaken(TurnReady turn) {
        throw new PublishFailedException("turns", new TimeoutException("on purpose"));
    }

    @Test
    void handbackThatIsNotCommittedHasNeitherTheLineNorTheQuestions() {
        // Given
        var conversation = takenOver();
        var message = scene.says(conversation, "Are you open on Sunday?");

        // When
        QuarkusTransaction.begin();
        var open = questions.handBack(conversation, "olga", Optional.empty()).open();
        QuarkusTransaction.rollback();

        // Then
        assertThat(open).isPresent();
        assertThat(controls.current(conversation.id()).isWithAi()).isFalse();
        assertThat(replies.settlementOf(TurnId.startingWith(message.id()))).isEmpty();
        assertThat(outbox.keptFor(Duration.ZERO, 1_000)).doesNotContain(open.get());
    }

    @Test
    void turnIsOutOfTheOutboxOnceKafkaHasIt() {
        // Given
        var conversation = takenOver();
        unanswered(conversation, "Are you open on Sunday?");

        // When
        handBack(conversation, true);

        // Then
        assertThat(reopened(conversation)).hasSize(1);
        assertThat(outbox.keptFor(Duration.ZERO, 1_000))
                .doesNotContainAnyElementsOf(reopened(conversation));
    }

    /** What was typed on the paired phone is a person's answer, as one from the console is. */
    @Test
    void whatAPersonAnsweredOnThePhoneIsNotOfferedAndStandsInTheTranscript() {
        // Given
        var conversation = takenOver();
        unanswered(conversation, "Are you open on Sunday?");
        var typed = scene.typed(conversation, "Yes, till noon.");

        // When
        handBack(conversation, true);

        // Then
        assertThat(reopened(conversation)).isEmpty();
        assertThat(messages.latest(conversation.id(), 1))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.id).isEqualTo(typed.id().value());
                    assertThat(row.senderType).isEqualTo("operator");
                    assertThat(row.text).isEqualTo("Yes, till noon.");
                });
    }

    @Test
    void turnOfAnotherConversationIsLeftToItsWorker() {
        // Given
        var elsewhere = scene.says(scene.conversation(), "Are you open on Sunday?");

        // When
        handBack(takenOver(), true);

        // Then
        assertThat(replies.settlementOf(TurnId.startingWith(elsewhere.id()))).isEmpty();
    }

    private ConversationKey takenOver() {
        var conversation = scene.conversation();
        takeOver(conversation);
        return conversation;
    }

    private static void takeOver(ConversationKey conversation) {
        Api.post("/api/v1/takeover", Map.of("phone", conversation.customer().value()));
    }

    private MessageReceived unanswered(ConversationKey conversation, String text) {
        var message = scene.says(conversation, text);
        scene.nobodyAnswers(message);
        return message;
    }

    private static String handBack(ConversationKey conversation, boolean answerPending) {
        var request =
                Map.of("phone", conversation.customer().value(), "answer_pending", answerPending);
        return Api.post("/api/v1/handback", request).jsonPath().getString("status");
    }

    private static List<TurnReady> reopened(ConversationKey conversation) {
        return Published.in(Topics.TURNS, conversation);
    }
}
