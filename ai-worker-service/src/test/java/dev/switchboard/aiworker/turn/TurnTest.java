package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.FakeGemini;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TopicReader;
import dev.switchboard.aiworker.testing.Turns;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.MediaKind;
import dev.switchboard.model.content.MediaRef;
import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.event.ReplyDecided.Author;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.reply.ReplyStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class TurnTest {
    @Inject EventPublisher publisher;
    @Inject ControlStore controls;
    @Inject MessageStore messages;
    @Inject ReplyStore replyStore;

    @ConfigProperty(name = "test.gemini.port")
    int geminiPort;

    @ConfigProperty(name = "KAFKA_BOOTSTRAP_SERVERS")
    String kafka;

    private final Turns customer = Turns.ofNewCustomer();
    private FakeGemini gemini;
    private TopicReader<ReplyDecided> replies;

    @BeforeEach
    void start() {
        gemini = new FakeGemini(geminiPort);
        replies = new TopicReader<>(Topics.REPLIES, kafka);
    }

    @AfterEach
    void stop() {
        replies.close();
        gemini.close();
    }

    @Test
    void turnIsAnsweredByTheModelOverAllItsMessages() {
        // Given
        gemini.thenSays("We open at nine.");
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
        gemini.thenSays("Hello.");
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
    void secondTurnKnowsTheFirst() {
        // Given
        gemini.thenSays("Hello Ada.").thenSays("Your name is Ada.");
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
    void afterAHandbackTheModelKnowsWhatTheOperatorSaid() {
        // Given
        var conversation = customer.conversation().id();
        controls.takeOver(conversation, "olga", Optional.empty());
        var before = customer.saying("Is my parcel lost?");
        publish(before);
        await().untilAsserted(() -> assertThat(transcript()).hasSize(1));
        messages.recordReply(operatorReply("It arrives on Monday."));
        controls.handBack(conversation, "olga", Optional.empty());
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
    void turnIsSilentWhileAPersonHasTheLine() {
        // Given
        controls.takeOver(customer.conversation().id(), "olga", Optional.empty());
        var turn = customer.saying("Anybody there?");

        // When
        publish(turn);

        // Then
        assertThat(awaitSettled(turn)).isEmpty();
        assertThat(repliesSoFar()).isEmpty();
        assertThat(gemini.calls()).isEmpty();
        assertThat(transcript()).containsExactly("customer received: Anybody there?");
    }

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
    void redeliveredTurnPublishesTheSameReplyAgain() {
        // Given
        gemini.thenSays("Once.");
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
    void claimOfACrashedWorkerIsPublishedInsteadOfAnotherAnswer() {
        // Given
        var turn = customer.saying("Hi");
        var claimed = new Question(List.of(turn));
        var reply =
                new ReplyDecided(
                        ReplyId.to(turn.id()),
                        customer.conversation(),
                        Author.AI,
                        Optional.of("gemini-2.5-flash"),
                        "Decided before the crash.",
                        List.of(),
                        0,
                        claimed.turnIds(),
                        Optional.empty(),
                        Instant.parse("2026-11-20T08:00:00Z"));
        replyStore.claim(reply);

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn)).isEqualTo(reply);
        assertThat(gemini.calls()).isEmpty();
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
    void overloadedModelIsAskedAgain() {
        // Given
        gemini.thenGives(503, FakeGemini.error(503, "UNAVAILABLE")).thenSays("Here I am.");
        var turn = customer.saying("Hi");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Here I am.");
        assertThat(gemini.calls()).hasSize(2);
    }

    @Test
    void modelThatStaysAwayGivesOneApology() {
        // Given
        for (var attempt = 0; attempt < 3; attempt++) {
            gemini.thenGives(503, FakeGemini.error(503, "UNAVAILABLE"));
        }
        var turn = customer.saying("Hi");

        // When
        publish(turn);

        // Then
        var reply = replyTo(turn);
        assertThat(reply.author()).isEqualTo(Author.SYSTEM);
        assertThat(reply.text())
                .isEqualTo(
                        "I'm having trouble connecting right now. Please try again in a moment.");
        assertThat(gemini.calls()).hasSize(3);
    }

    @Test
    void refusedKeyGivesTheTextAboutTheConfiguration() {
        // Given
        gemini.thenGives(400, FakeGemini.error(400, "INVALID_ARGUMENT"));
        var turn = customer.saying("Hi");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text())
                .isEqualTo("The service is temporarily unavailable. Please contact support.");
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void blockedPromptIsSaidKindly() {
        // Given
        gemini.thenGives(200, "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}");
        var turn = customer.saying("Something bad");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo(StandardText.BLOCKED.words());
    }

    @Test
    void imageAloneIsRecordedAndAnsweredWithATextForNow() {
        // Given
        var turn = customer.sending(media(MediaKind.IMAGE, Optional.empty()));

        // When
        publish(turn);

        // Then
        var reply = replyTo(turn);
        assertThat(reply.text()).isEqualTo(StandardText.IMAGE.words());
        assertThat(reply.author()).isEqualTo(Author.SYSTEM);
        assertThat(gemini.calls()).isEmpty();
        assertThat(transcript()).first().isEqualTo("customer received: [image]");
    }

    @Test
    void textsCanBeSet() {
        // Given
        var turn = customer.sending(media(MediaKind.STICKER, Optional.empty()));

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("No stickers, please.");
    }

    @Test
    void businessNumberCanHaveAPersonaOfItsOwn() {
        // Given
        var elsewhere = Turns.ofNewCustomerOf("+15550001111");
        var turn = elsewhere.saying("Hi");

        // When
        publisher.publishAndWait(Topics.TURNS, elsewhere.conversation().id().toString(), turn);

        // Then
        await().until(() -> !gemini.calls().isEmpty());
        assertThat(gemini.lastCall().system()).startsWith("You are Zed of the pizzeria.");
    }

    @Test
    void captionOfAnImageGoesToTheModel() {
        // Given
        var turn = customer.sending(media(MediaKind.IMAGE, Optional.of("Is this broken?")));

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Hello");
        assertThat(gemini.lastCall().contents()).containsExactly("user: [image] Is this broken?");
    }

    @Test
    void reactionAloneIsNotAnswered() {
        // Given
        var turn = customer.sending(new Content.Reaction("SM1", Optional.of("👍")));

        // When
        publish(turn);

        // Then
        assertThat(awaitSettled(turn)).isEmpty();
        assertThat(gemini.calls()).isEmpty();
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

    private void publish(TurnReady turn) {
        publisher.publishAndWait(Topics.TURNS, key(), turn);
    }

    private String key() {
        return customer.conversation().id().toString();
    }

    private ReplyDecided replyTo(TurnReady turn) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                repliesSoFar().stream()
                                        .filter(reply -> reply.answers().contains(turn.id()))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<ReplyDecided> repliesSoFar() {
        return replies.of(key());
    }

    private Optional<ReplyDecided> awaitSettled(TurnReady turn) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> replyStore.settlementOf(turn.id()), Optional::isPresent)
                .orElseThrow()
                .reply();
    }

    private List<String> transcript() {
        return messages.latest(customer.conversation().id(), 20).stream()
                .map(message -> message.senderType + " " + message.status + ": " + message.text)
                .toList();
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

    private static Content media(MediaKind kind, Optional<String> caption) {
        var item =
                new MediaRef(
                        kind,
                        "https://example.org/1",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new Content.Media(List.of(item), caption);
    }
}
