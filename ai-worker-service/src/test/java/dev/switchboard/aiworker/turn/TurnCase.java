package dev.switchboard.aiworker.turn;

import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.FakeGemini;
import dev.switchboard.testing.TopicReader;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.reply.ReplyStore;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Base of the tests of turns: a customer, a model with scripted answers, and the replies. */
abstract class TurnCase {
    @Inject EventPublisher publisher;
    @Inject OwnershipStore ownerships;
    @Inject MessageStore messages;
    @Inject ReplyStore replyStore;

    @ConfigProperty(name = "test.gemini.port")
    int geminiPort;

    @ConfigProperty(name = "KAFKA_BOOTSTRAP_SERVERS")
    String kafka;

    final TestConversation customer = TestConversation.ofNewCustomer();
    FakeGemini gemini;
    TopicReader<ReplyDecided> replies;

    @BeforeEach
    void start() {
        gemini = new FakeGemini(geminiPort);
        replies = TopicReader.fromBeginning(Topics.REPLIES, kafka);
    }

    @AfterEach
    void stop() {
        replies.close();
        gemini.close();
    }

    void publish(TurnReady turn) {
        publisher.publishAndWait(Topics.TURNS, key(), turn);
    }

    String key() {
        return customer.conversation().id().toString();
    }

    ReplyDecided replyTo(TurnReady turn) {
        return await().atMost(Duration.ofSeconds(40))
                .until(
                        () ->
                                repliesSoFar().stream()
                                        .filter(reply -> reply.answers().contains(turn.id()))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    List<ReplyDecided> repliesSoFar() {
        return replies.of(key());
    }

    DeadLettered deadLetter() {
        try (var letters = TopicReader.fromBeginning(Topics.DEAD_LETTERS, kafka)) {
            return await().atMost(Duration.ofSeconds(40))
                    .until(() -> letters.of(key()).stream().findFirst(), Optional::isPresent)
                    .orElseThrow();
        }
    }

    Optional<ReplyDecided> awaitResult(TurnReady turn) {
        return await().atMost(Duration.ofSeconds(40))
                .until(() -> replyStore.resultOf(turn.id()), Optional::isPresent)
                .orElseThrow()
                .reply();
    }

    List<String> transcript() {
        return messages.latest(customer.conversation().id(), 20).stream()
                .map(message ->
                        "%s %s: %s"
                                .formatted(
                                        message.senderType().wireName(),
                                        message.status().wireName(),
                                        message.text()))
                .toList();
    }
}
