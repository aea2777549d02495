package dev.switchboard.operator.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.switchboard.chassis.kafka.PublishFailedException;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.event.TurnReady.Closing;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.operator.testing.Published;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.message.SenderType;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.reply.ReplyStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class HandbackTest {
    @Inject OperatorScene scene;
    @Inject OwnershipStore controls;
    @Inject ReplyStore replies;
    @Inject UnansweredHandback handbacks;
    @Inject TurnOutbox outbox;
    @Inject TurnRelay relay;
    @Inject MessageStore messages;

    @Test
    void handbackMakesTheAiTheOwnerUnderANewEpoch() {
        // Given
        var conversation = takenOver();

        // When
        var answer = handBack(conversation, false);

        // Then
        assertThat(answer).isEqualTo("handback_complete");
        assertThat(controls.current(conversation.id())).isEqualTo(new Ownership(Owner.AI, 2));
        assertThat(reopened(conversation)).isEmpty();
    }

    @Test
    void handbackChangesNothingWhileTheAiIsTheOwner() {
        // Given
        var conversation = scene.conversation();

        // When
        var answer = handBack(conversation, true);

        // Then
        assertThat(answer).isEqualTo("handback_complete");
        assertThat(controls.current(conversation.id())).isEqualTo(new Ownership(Owner.AI, 0));
        assertThat(reopened(conversation)).isEmpty();
    }

    @Test
    void unansweredMessagesArePublishedAsOneTurn() {
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
    void repeatedHandbackPublishesTheSameTurnSoThatItIsAnsweredOnce() {
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

    /** Case P76; that the model knows the person's words is in ai-worker's {@code TurnTest}. */
    @Test
    void messagesThatAnOperatorAnsweredAreNotPublished() {
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
    void messagesThatTheAiAnsweredBeforeTheTakeoverAreNotPublished() {
        // Given
        var conversation = scene.conversation();
        var message = scene.customerWrites(conversation, "Are you open on Sunday?");
        var reply = scene.aiReplies(message, 0);
        scene.part(conversation, reply, 1, "DELIVERED");
        takeOver(conversation);

        // When
        handBack(conversation, true);

        // Then
        assertThat(reopened(conversation)).isEmpty();
    }

    @Test
    void suppressedAnswerLeavesItsMessageUnanswered() {
        // Given
        var conversation = scene.conversation();
        var message = scene.customerWrites(conversation, "Are you open on Sunday?");
        var reply = scene.aiReplies(message, 0);
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
    void delayNoticeIsNoAnswer() {
        // Given
        var conversation = scene.conversation();
        var message = scene.customerWrites(conversation, "Are you open on Sunday?");
        scene.sendDelayNotice(message);
        takeOver(conversation);
        scene.leaveToOperator(message);

        // When
        handBack(conversation, true);

        // Then
        assertThat(reopened(conversation)).hasSize(1);
    }

    @Test
    void turnInFlightIsClaimedSoThatItIsAnsweredOnce() {
        // Given
        var conversation = takenOver();
        var message = scene.customerWrites(conversation, "Are you open on Sunday?");

        // When
        handBack(conversation, true);

        // Then
        assertThat(reopened(conversation)).hasSize(1);
        assertThat(replies.resultOf(TurnId.startingWith(message.id())))
                .hasValueSatisfying(result -> assertThat(result.reply()).isEmpty());
    }

    /**
     * As when Kafka does not answer, or the process dies, once the database has the handback. A
     * dead letter's replay and an operator's message publish first; a resend whose publication
     * fails is withdrawn, and its part stays listed as unknown.
     */
    @Test
    void turnThatKafkaDidNotTakeAtTheHandbackIsPublishedLater() {
        // Given
        var conversation = takenOver();
        var unanswered = unanswered(conversation, "Are you open on Sunday?");
        var inFlight = scene.customerWrites(conversation, "And on Monday?");
        var pending = handbacks.handBack(conversation, "olga", null).pending().orElseThrow();
        var withoutKafka =
                new TurnRelay(
                        outbox,
                        HandbackTest::failToPublish,
                        new AtomicInteger(),
                        InstantSource.system());
        withoutKafka.publish(pending);
        withoutKafka.relay(Duration.ZERO);
        assertThat(reopened(conversation)).isEmpty();

        // When
        relay.relay(Duration.ZERO);
        relay.relay(Duration.ZERO);

        // Then
        var turn = assertThat(reopened(conversation)).singleElement().actual();
        assertThat(turn).isEqualTo(pending);
        assertThat(turn.messages())
                .extracting(MessageReceived::id)
                .containsExactly(unanswered.id(), inFlight.id());
        assertThat(kept()).doesNotContain(turn.id());
    }

    @Test
    void turnIsNotPublishedAfterAnotherTakeover() {
        // Given
        var conversation = takenOver();
        unanswered(conversation, "Are you open on Sunday?");
        handbacks.handBack(conversation, "olga", null);
        controls.takeOver(conversation.id(), "olga", null);
        controls.handBack(conversation.id(), "olga", null);

        // When
        relay.relay(Duration.ZERO);

        // Then
        assertThat(reopened(conversation)).isEmpty();
    }

    private static void failToPublish(TurnReady turn) {
        throw new PublishFailedException("turns", new TimeoutException("on purpose"));
    }

    @Test
    void handbackThatIsNotCommittedChangesNeitherOwnerNorTurns() {
        // Given
        var conversation = takenOver();
        var message = scene.customerWrites(conversation, "Are you open on Sunday?");

        // When
        QuarkusTransaction.begin();
        var pending = handbacks.handBack(conversation, "olga", null).pending();
        QuarkusTransaction.rollback();

        // Then
        assertThat(pending).isPresent();
        assertThat(controls.current(conversation.id()).isOwnedByAi()).isFalse();
        assertThat(replies.resultOf(TurnId.startingWith(message.id()))).isEmpty();
        assertThat(kept()).doesNotContain(pending.get().id());
    }

    @Test
    void turnIsOutOfTheOutboxOnceKafkaHasIt() {
        // Given
        var conversation = takenOver();
        unanswered(conversation, "Are you open on Sunday?");

        // When
        handBack(conversation, true);

        // Then
        var turn = assertThat(reopened(conversation)).singleElement().actual();
        assertThat(kept()).doesNotContain(turn.id());
    }

    /** A message typed on the paired phone is an operator's answer like one by the API. */
    @Test
    void messagesAnsweredOnThePairedPhoneAreNotPublishedAndTheAnswerIsInTheTranscript() {
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
                    assertThat(row.id()).isEqualTo(typed.id());
                    assertThat(row.senderType()).isEqualTo(SenderType.OPERATOR);
                    assertThat(row.text()).isEqualTo("Yes, till noon.");
                });
    }

    @Test
    void turnOfAnotherConversationIsNotClaimed() {
        // Given
        var elsewhere = scene.customerWrites(scene.conversation(), "Are you open on Sunday?");

        // When
        handBack(takenOver(), true);

        // Then
        assertThat(replies.resultOf(TurnId.startingWith(elsewhere.id()))).isEmpty();
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
        var message = scene.customerWrites(conversation, text);
        scene.leaveToOperator(message);
        return message;
    }

    private static String handBack(ConversationKey conversation, boolean answerPending) {
        var request =
                Map.of("phone", conversation.customer().value(), "answer_pending", answerPending);
        return Api.post("/api/v1/handback", request).jsonPath().getString("status");
    }

    private List<TurnId> kept() {
        return outbox.keptFor(Duration.ZERO, 1_000, Set.of()).stream()
                .map(TurnOutbox.Kept::id)
                .toList();
    }

    private static List<TurnReady> reopened(ConversationKey conversation) {
        return Published.in(Topics.TURNS, conversation);
    }
}
