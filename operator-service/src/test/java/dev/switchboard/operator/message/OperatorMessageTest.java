package dev.switchboard.operator.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.operator.testing.Published;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.message.SenderType;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.ownership.OwnershipStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class OperatorMessageTest {
    private static final String PATH = "/api/v1/operator-message";

    @Inject OperatorScene scene;
    @Inject ConversationStore conversations;
    @Inject OwnershipStore controls;
    @Inject MessageStore messages;

    @Test
    void operatorMessageTakesOverAndIsPublishedAndRecorded() {
        // Given
        var conversation = scene.conversation();

        // When
        var answer = send(conversation, Map.of("message", "Hello, this is Ana."));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("status")).isEqualTo("success");
        assertThat(answer.jsonPath().getString("message"))
                .isEqualTo("Message queued for processing");
        var id = ReplyId.of(answer.jsonPath().getString("message_id"));
        assertThat(controls.current(conversation.id())).isEqualTo(new Ownership(Owner.OPERATOR, 1));
        var reply = assertThat(published(conversation)).singleElement().actual();
        assertThat(reply.id()).isEqualTo(id);
        assertThat(reply.author()).isEqualTo(Author.OPERATOR);
        assertThat(reply.authorId()).contains("api");
        assertThat(reply.text()).isEqualTo("Hello, this is Ana.");
        assertThat(reply.epoch()).isEqualTo(1);
        assertThat(reply.answers()).isEmpty();
        assertThat(messages.find(MessageId.of(id)))
                .hasValueSatisfying(message -> {
                    assertThat(message.senderType()).isEqualTo(SenderType.OPERATOR);
                    assertThat(message.status()).isEqualTo(MessageStatus.QUEUED);
                });
    }

    @Test
    void messageOfTheOwnerKeepsTheEpoch() {
        // Given
        var conversation = scene.conversation();
        send(conversation, Map.of("message", "First"));

        // When
        send(conversation, Map.of("message", "Second"));

        // Then
        assertThat(controls.current(conversation.id()).epoch()).isEqualTo(1);
        assertThat(published(conversation))
                .extracting(ReplyDecided::text)
                .containsExactly("First", "Second");
    }

    @Test
    void repeatUnderTheSameKeyIsTheSameMessageAndIsNotSentAgain() {
        // Given
        var conversation = scene.conversation();
        var first = sendAs("key-1", conversation, "Hello");
        Api.post("/api/v1/handback", Map.of("phone", conversation.customer().value()));

        // When
        var second = sendAs("key-1", conversation, "Hello");

        // Then
        assertThat(second.jsonPath().getString("message_id"))
                .isEqualTo(first.jsonPath().getString("message_id"));
        assertThat(published(conversation)).hasSize(1);
        assertThat(controls.current(conversation.id()).owner()).isEqualTo(Owner.AI);
    }

    @Test
    void anotherMessageUnderAUsedKeyIsRefused() {
        // Given
        var conversation = scene.conversation();
        sendAs("key-1", conversation, "Hello");

        // When
        var answer = sendAs("key-1", conversation, "Goodbye");

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("Idempotency-Key");
        assertThat(published(conversation)).hasSize(1);
    }

    @Test
    void sameKeyInAnotherConversationIsAnotherMessage() {
        // Given
        var one = scene.conversation();
        var other = scene.conversation();
        sendAs("key-1", one, "Hello");

        // When
        sendAs("key-1", other, "Hello");

        // Then
        assertThat(published(other)).hasSize(1);
    }

    @Test
    void quotedMessageMayBeNamedByOurIdOrTheProviders() {
        // Given
        var conversation = scene.conversation();
        var message = scene.customerWrites(conversation, "Are you open on Sunday?");
        var reply = scene.aiReplies(message, 0);
        scene.part(conversation, reply, 1, "DELIVERED");
        scene.part(conversation, reply, 2, "DELIVERED");

        // When
        List.of(
                        message.id().toString(),
                        message.providerMessageId(),
                        reply.toString(),
                        "SM-" + reply + "-2")
                .forEach(named -> send(conversation, Map.of("message", "x", "messageId", named)));

        // Then
        assertThat(published(conversation))
                .extracting(it -> it.quotes().orElse(""))
                .containsExactly(
                        message.providerMessageId(),
                        message.providerMessageId(),
                        "SM-" + reply + "-1",
                        "SM-" + reply + "-2");
    }

    @Test
    void quotedMessageOfAnotherConversationIsRefusedBeforeTheTakeover() {
        // Given
        var conversation = scene.conversation();
        var elsewhere = scene.customerWrites(scene.conversation(), "Hello");

        // When
        var answer =
                send(conversation, Map.of("message", "x", "messageId", elsewhere.id().toString()));

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("messageId");
        assertThat(controls.current(conversation.id()).owner()).isEqualTo(Owner.AI);
        assertThat(published(conversation)).isEmpty();
    }

    @Test
    void mediaMayBeOneUrlOrAListAndNeedsNoText() {
        // Given
        var conversation = scene.conversation();

        // When
        send(conversation, Map.of("media", "https://example.com/a.jpg"));
        send(
                conversation,
                Map.of("media", List.of("https://example.com/a.jpg", "http://example.com/b.pdf")));

        // Then
        assertThat(published(conversation))
                .extracting(ReplyDecided::mediaUrls)
                .containsExactly(
                        List.of("https://example.com/a.jpg"),
                        List.of("https://example.com/a.jpg", "http://example.com/b.pdf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"file:///etc/passwd\"", "\"a.jpg\"", "7", "{\"url\":\"x\"}", "[1]"})
    void invalidMediaIsRefusedAndNamed(String media) {
        // Given
        var phone = scene.conversation().customer().value();

        // When
        var answer =
                Api.postText(
                        PATH,
                        "{\"phone\":\"%s\",\"message\":\"x\",\"media\":%s}"
                                .formatted(phone, media));

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("media");
    }

    @Test
    void nothingIsSentToACustomerWhoHasOptedOut() {
        // Given
        var conversation = scene.conversation();
        conversations.recordOptOut(conversation.id(), Instant.now());

        // When
        var answer = send(conversation, Map.of("message", "Are you sure?"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("phone");
        assertThat(answer.jsonPath().getString("detail")).contains("opted out");
        assertThat(published(conversation)).isEmpty();
        assertThat(controls.current(conversation.id()).owner()).isEqualTo(Owner.AI);
        var shown = Api.get("/api/v1/conversations/{id}", conversation.id().toString()).jsonPath();
        assertThat(shown.getBoolean("optedOut")).isTrue();
        assertThat(shown.getString("optedOutSince")).isNotBlank();
    }

    @Test
    void customerIsAnsweredAtTheSpellingThatTheyWroteFrom() {
        // Given
        var kept = scene.conversation();
        var spelling =
                Optional.of(new CustomerAddress("+0" + kept.customer().value().substring(1)));
        conversations.recordCustomerActivity(
                new ConversationKey(kept.channel(), kept.business(), kept.customer(), spelling),
                null,
                Instant.now().plusSeconds(1));

        // When
        send(kept, Map.of("message", "Hello"));

        // Then
        assertThat(published(kept))
                .singleElement()
                .satisfies(reply ->
                        assertThat(reply.conversation().address()).isEqualTo(spelling.get()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \\n "})
    void messageWithoutTextAndMediaIsRefusedAndNamed(String text) {
        // Given
        var phone = scene.conversation().customer().value();

        // When
        var answer =
                Api.postText(PATH, "{\"phone\":\"%s\",\"message\":\"%s\"}".formatted(phone, text));

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("message");
    }

    private static Response send(ConversationKey conversation, Map<String, ?> more) {
        var body = new HashMap<String, Object>(more);
        body.put("phone", conversation.customer().value());
        return Api.post(PATH, body);
    }

    private static Response sendAs(String key, ConversationKey conversation, String text) {
        return Api.authorised()
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(Map.of("phone", conversation.customer().value(), "message", text))
                .post(PATH);
    }

    private static List<ReplyDecided> published(ConversationKey conversation) {
        return Published.in(Topics.REPLIES, conversation);
    }
}
