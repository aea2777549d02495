package dev.switchboard.operator.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.MediaKind;
import dev.switchboard.model.content.MediaRef;
import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.event.ConversationChanged.Change;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.operator.testing.Published;
import dev.switchboard.operator.testing.Scene;
import dev.switchboard.operator.testing.SendInFlight;
import dev.switchboard.transcript.control.Control;
import dev.switchboard.transcript.control.Control.Holder;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.control.ConversationLock;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageEntity;
import dev.switchboard.transcript.message.MessageStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
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
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final BusinessNumber SHOP =
            new BusinessNumber("100000000000001", "+15559990000");

    @Inject Scene scene;
    @Inject ControlStore controls;
    @Inject MessageStore messages;
    @Inject ConversationStore conversations;
    @Inject ConversationLock lock;
    @Inject SendInFlight sends;
    @Inject TypedMessages phone;
    @Inject EventPublisher publisher;
    @Inject MeterRegistry meters;

    @Test
    void whoeverTypesOnThePairedPhoneHasTheLineAndIsInTheTranscript() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, Scene.newPhone());

        // When
        comesIn(typed(conversation, "I will call you"));

        // Then
        await().atMost(PATIENCE).until(() -> isWithAPerson(conversation));
        assertThat(outbound(conversation))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.senderType).isEqualTo("operator");
                    assertThat(message.text).isEqualTo("I will call you");
                    assertThat(message.status).isEqualTo("sent");
                });
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Published.in(Topics.CONVERSATION_EVENTS, conversation))
                                .extracting(ConversationChanged::change)
                                .contains(Change.CONTROL, Change.MESSAGE_RECORDED));
    }

    @Test
    void customerWhoIsWrittenToFirstIsAConversationToo() {
        // Given
        var conversation =
                new ConversationKey(Channel.META, SHOP, new CustomerAddress(Scene.newPhone()));

        // When
        comesIn(typed(conversation, "your parcel is here"));

        // Then
        await().atMost(PATIENCE).until(() -> isWithAPerson(conversation));
    }

    @Test
    void repeatOfWhatWasTypedDoesNotTakeTheLineBackFromTheAi() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, Scene.newPhone());
        var message = typed(conversation, "done");
        comesIn(message);
        await().atMost(PATIENCE).until(() -> isWithAPerson(conversation));
        controls.handBack(conversation.id(), "anna", Optional.empty());

        // When
        comesIn(message);

        // Then
        awaitAllBefore(conversation);
        assertThat(controls.current(conversation.id())).isEqualTo(new Control(Holder.AI, 2));
        assertThat(outbound(conversation))
                .filteredOn(it -> it.senderType.equals("operator"))
                .hasSize(1);
    }

    @Test
    void whoeverTypesWhileAnAnswerIsBeingKeptWaitsForItAndKeepsItFromNothing() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, Scene.newPhone());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            var taken =
                    QuarkusTransaction.requiringNew()
                            .call(() -> {
                                lock.shared(conversation.id(), PATIENCE);
                                var typing = typed(conversation, "one moment");
                                var take =
                                        CompletableFuture.supplyAsync(
                                                () -> phone.take(typing), threads);
                                await().until(sends::waitsForTheLine);
                                conversations.touched(conversation.id(), Instant.now());
                                return take;
                            });

            // Then
            assertThat(taken).succeedsWithin(PATIENCE);
        }
        assertThat(isWithAPerson(conversation)).isTrue();
    }

    @Test
    void whatWeHaveSentOurselvesChangesNothingWhenItComesBack() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, Scene.newPhone());
        var sent = scene.isAnswered(scene.says(conversation, "hello?"), 0);
        scene.part(conversation, sent, 1, "SENT");
        var onItsWay = scene.isAnswered(scene.says(conversation, "hello??"), 0);
        scene.part(conversation, onItsWay, 1, "SENDING");
        var ours = meters.counter("switchboard.echoes", "of", "ours");
        var before = ours.count();

        // When
        comesIn(typed(conversation, "SM-" + sent + "-1", "as WhatsApp shows it"));
        comesIn(typed(conversation, "The answer"));

        // Then
        await().atMost(PATIENCE).until(() -> ours.count() == before + 2);
        assertThat(controls.current(conversation.id()).isWithAi()).isTrue();
        assertThat(outbound(conversation)).extracting(it -> it.senderType).containsOnly("ai");
    }

    /**
     * Also kinds of a newer version, which are unsupported to this one, and words that nobody sees.
     */
    static Stream<Content> noMessages() {
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
    @MethodSource("noMessages")
    void whatIsNoMessageTakesNothingOver(Content content) {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, Scene.newPhone());

        // When
        comesIn(typed(conversation, "wamid." + UUID.randomUUID(), content));

        // Then
        awaitAllBefore(conversation);
        assertThat(controls.current(conversation.id()).isWithAi()).isTrue();
        assertThat(outbound(conversation)).extracting(it -> it.senderType).containsOnly("ai");
    }

    @Test
    void pictureWithoutWordsIsAMessage() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, Scene.newPhone());
        var picture =
                new MediaRef(
                        MediaKind.IMAGE,
                        "1009",
                        Optional.of("image/jpeg"),
                        Optional.empty(),
                        Optional.empty());

        // When
        comesIn(
                typed(
                        conversation,
                        "wamid." + UUID.randomUUID(),
                        new Content.Media(List.of(picture), Optional.empty())));

        // Then
        await().atMost(PATIENCE).until(() -> isWithAPerson(conversation));
    }

    @Test
    void correctionOfWhatWasTypedIsKnownAndTakesNothingOver() {
        // Given
        var conversation = scene.conversation(Channel.META, SHOP, Scene.newPhone());

        // When
        comesIn(
                typed(
                        conversation,
                        "wamid." + UUID.randomUUID(),
                        new Content.Edited("wamid.original", "We open at ten")));

        // Then
        awaitAllBefore(conversation);
        assertThat(controls.current(conversation.id()).isWithAi()).isTrue();
        assertThat(outbound(conversation))
                .filteredOn(it -> it.senderType.equals("operator"))
                .extracting(it -> it.text)
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

    private void comesIn(MessageReceived message) {
        publisher.publishAndWait(Topics.INBOUND, message.conversation().id().toString(), message);
    }

    /** A later message has been worked on, so that all before it in the conversation have been. */
    private void awaitAllBefore(ConversationKey conversation) {
        var ours = meters.counter("switchboard.echoes", "of", "ours");
        var before = ours.count();
        var sent = scene.isAnswered(scene.says(conversation, "?"), 0);
        scene.part(conversation, sent, 1, "SENT");
        comesIn(typed(conversation, "SM-" + sent + "-1", "a later one"));
        await().atMost(PATIENCE).until(() -> ours.count() > before);
    }

    private boolean isWithAPerson(ConversationKey conversation) {
        return controls.current(conversation.id()).holder() == Holder.OPERATOR;
    }

    private List<MessageEntity> outbound(ConversationKey conversation) {
        return messages.latest(conversation.id(), 10).stream()
                .filter(message -> message.direction.equals("outbound"))
                .toList();
    }
}
