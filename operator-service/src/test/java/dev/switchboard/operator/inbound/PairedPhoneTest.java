package dev.switchboard.operator.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.content.MediaRef;
import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.event.ConversationChanged.Change;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.operator.testing.Published;
import dev.switchboard.operator.testing.SendInFlight;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageDirection;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.message.SenderType;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.ownership.ConversationLock;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class PairedPhoneTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final BusinessNumber SHOP =
            new BusinessNumber("100000000000001", "+15559990000");

    @Inject Database database;
    @Inject OperatorScene scene;
    @Inject OwnershipStore controls;
    @Inject MessageStore messages;
    @Inject ConversationStore conversations;
    @Inject ConversationLock lock;
    @Inject SendInFlight sends;
    @Inject TypedMessages typedMessages;
    @Inject EventPublisher publisher;
    @Inject MeterRegistry meters;

    @Test
    void answerOnThePairedPhoneTakesOverAndIsInTheTranscript() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, OperatorScene.newPhone());

        // When
        publish(typed(conversation, "I will call you"));

        // Then
        await().atMost(TIMEOUT).until(() -> isWithOperator(conversation));
        assertThat(outbound(conversation))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.senderType()).isEqualTo(SenderType.OPERATOR);
                    assertThat(message.text()).isEqualTo("I will call you");
                    assertThat(message.status()).isEqualTo(MessageStatus.SENT);
                });
        await().atMost(TIMEOUT)
                .untilAsserted(() -> {
                    assertThat(Published.in(Topics.OWNERSHIP_CHANGES, conversation)).hasSize(1);
                    assertThat(Published.in(Topics.CONVERSATION_EVENTS, conversation))
                            .extracting(ConversationChanged::change)
                            .contains(Change.MESSAGE_RECORDED);
                });
    }

    @Test
    void messageOnThePairedPhoneCanBeginAConversation() {
        // Given
        var conversation = newConversation();

        // When
        publish(typed(conversation, "your parcel is here"));

        // Then
        await().atMost(TIMEOUT).until(() -> isWithOperator(conversation));
    }

    @Test
    void duplicateOfATypedMessageDoesNotTakeOverAgain() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, OperatorScene.newPhone());
        var message = typed(conversation, "done");
        publish(message);
        await().atMost(TIMEOUT).until(() -> isWithOperator(conversation));
        controls.handBack(conversation.id(), "anna", null);

        // When
        publish(message);

        // Then
        awaitProcessed(conversation);
        assertThat(controls.current(conversation.id())).isEqualTo(new Ownership(Owner.AI, 2));
        assertThat(outbound(conversation))
                .filteredOn(it -> it.senderType() == SenderType.OPERATOR)
                .hasSize(1);
    }

    @Test
    void typedMessageWaitsForAnAnswerBeingClaimedWithoutADeadlock() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, OperatorScene.newPhone());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            var taken =
                    database.inTransaction(() -> {
                        lock.shared(conversation.id(), TIMEOUT);
                        var typing = typed(conversation, "one moment");
                        var take =
                                CompletableFuture.supplyAsync(
                                        () -> typedMessages.takeOver(typing), threads);
                        await().until(sends::isWaitedFor);
                        conversations.recordActivity(
                                conversation.id(), Instant.now().plusSeconds(90));
                        return take;
                    });

            // Then
            assertThat(taken).succeedsWithin(TIMEOUT);
        }
        assertThat(isWithOperator(conversation)).isTrue();
    }

    @Test
    void typedMessageThatWaitsHoldsUpNoCustomerAndKeepsItsOrder() throws InterruptedException {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, OperatorScene.newPhone());
        var send = sends.start(conversation.id());
        publish(typed(conversation, "first"));
        publish(typed(conversation, "second"));
        await().atMost(TIMEOUT).until(sends::isWaitedFor);

        // When
        var others = List.of(newConversation(), newConversation());
        for (var other : others) {
            publish(written(conversation));
            publish(written(other));
            await().atMost(TIMEOUT).until(() -> conversations.find(other.id()).isPresent());
        }

        // Then
        assertThat(controls.current(conversation.id()).isOwnedByAi()).isTrue();
        send.end();
        await().atMost(TIMEOUT).until(() -> outbound(conversation).size() == 2);
        assertThat(outbound(conversation))
                .extracting(StoredMessage::text)
                .containsExactly("first", "second");
        assertThat(controls.current(conversation.id())).isEqualTo(new Ownership(Owner.OPERATOR, 1));
    }

    private static ConversationKey newConversation() {
        return new ConversationKey(
                Channel.META, SHOP, new CustomerAddress(OperatorScene.newPhone()));
    }

    private static MessageReceived written(ConversationKey conversation) {
        var providerId = "wamid." + UUID.randomUUID();
        return new MessageReceived(
                MessageId.ofProvider(Channel.META, providerId),
                conversation,
                providerId,
                new Content.Text("hello"),
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                Instant.now(),
                "{}");
    }

    @Test
    void echoChangesNothing() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, OperatorScene.newPhone());
        var sent = scene.aiReplies(scene.customerWrites(conversation, "hello?"), 0);
        scene.part(conversation, sent, 1, "SENT");
        var inFlight = scene.aiReplies(scene.customerWrites(conversation, "hello??"), 0);
        scene.part(conversation, inFlight, 1, "SENDING");
        var echoes = meters.counter("switchboard.paired.phone.messages", "kind", "echo");
        var before = echoes.count();

        // When
        publish(typed(conversation, "SM-" + sent + "-1", "as WhatsApp shows it"));
        publish(typed(conversation, "The answer"));

        // Then
        await().atMost(TIMEOUT).until(() -> echoes.count() == before + 2);
        assertThat(controls.current(conversation.id()).isOwnedByAi()).isTrue();
        assertThat(outbound(conversation))
                .extracting(StoredMessage::senderType)
                .containsOnly(SenderType.AI);
    }

    /** Also kinds of a newer version, which are unsupported to this one, and invisible text. */
    static Stream<Content> contentsWithoutAnAnswer() {
        return Stream.of(
                new Content.Reaction("wamid.reacted", Optional.of("👍")),
                new Content.Reaction("wamid.reacted", Optional.empty()),
                new Content.Deleted("wamid.original"),
                new Content.Notice("user_changed_number", "Ada has a new number"),
                new Content.Unsupported(Optional.of("pin"), Optional.empty()),
                new Content.Text(""),
                new Content.Text(" \u200B\u2060"),
                new Content.Edited("wamid.original", ""));
    }

    @ParameterizedTest
    @MethodSource("contentsWithoutAnAnswer")
    void contentWithoutAnAnswerTakesNothingOver(Content content) {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, OperatorScene.newPhone());

        // When
        publish(typed(conversation, "wamid." + UUID.randomUUID(), content));

        // Then
        awaitProcessed(conversation);
        assertThat(controls.current(conversation.id()).isOwnedByAi()).isTrue();
        assertThat(outbound(conversation))
                .extracting(StoredMessage::senderType)
                .containsOnly(SenderType.AI);
    }

    @Test
    void pictureWithoutTextIsAnAnswer() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, OperatorScene.newPhone());
        var picture =
                new MediaRef(
                        MediaKind.IMAGE,
                        "1009",
                        Optional.of("image/jpeg"),
                        Optional.empty(),
                        Optional.empty());

        // When
        publish(
                typed(
                        conversation,
                        "wamid." + UUID.randomUUID(),
                        new Content.Media(List.of(picture), Optional.empty())));

        // Then
        await().atMost(TIMEOUT).until(() -> isWithOperator(conversation));
    }

    @Test
    void correctionOfATypedMessageIsRecordedAndTakesNothingOver() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, OperatorScene.newPhone());

        // When
        publish(
                typed(
                        conversation,
                        "wamid." + UUID.randomUUID(),
                        new Content.Edited("wamid.original", "We open at ten")));

        // Then
        awaitProcessed(conversation);
        assertThat(controls.current(conversation.id()).isOwnedByAi()).isTrue();
        assertThat(outbound(conversation))
                .filteredOn(it -> it.senderType() == SenderType.OPERATOR)
                .extracting(StoredMessage::text)
                .containsExactly("We open at ten");
    }

    private static MessageReceived typed(ConversationKey conversation, String text) {
        return typed(conversation, "wamid." + UUID.randomUUID(), text);
    }

    private static MessageReceived typed(
            ConversationKey conversation, String providerId, String text) {
        return typed(conversation, providerId, new Content.Text(text));
    }

    private static MessageReceived typed(
            ConversationKey conversation, String providerId, Content content) {
        return new MessageReceived(
                MessageId.ofProvider(Channel.META, providerId),
                conversation,
                providerId,
                content,
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                Instant.now(),
                "{}",
                true);
    }

    private void publish(MessageReceived message) {
        publisher.publishAndWait(Topics.INBOUND, message.conversation().id().toString(), message);
    }

    /** Waits until a later message is processed, so that all before it have been. */
    private void awaitProcessed(ConversationKey conversation) {
        var echoes = meters.counter("switchboard.paired.phone.messages", "kind", "echo");
        var before = echoes.count();
        var sent = scene.aiReplies(scene.customerWrites(conversation, "?"), 0);
        scene.part(conversation, sent, 1, "SENT");
        publish(typed(conversation, "SM-" + sent + "-1", "a later one"));
        await().atMost(TIMEOUT).until(() -> echoes.count() > before);
    }

    private boolean isWithOperator(ConversationKey conversation) {
        return controls.current(conversation.id()).owner() == Owner.OPERATOR;
    }

    private List<StoredMessage> outbound(ConversationKey conversation) {
        return messages.latest(conversation.id(), 10).stream()
                .filter(message -> message.direction() == MessageDirection.OUTBOUND)
                .toList();
    }
}
