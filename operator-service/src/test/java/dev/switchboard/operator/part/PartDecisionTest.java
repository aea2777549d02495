package dev.switchboard.operator.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.Published;
import dev.switchboard.operator.testing.SentReplies;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.ownership.OwnershipStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class PartDecisionTest {

    @Inject SentReplies replies;

    @Inject OwnershipStore controls;

    @Test
    void resendPublishesTheStoredReplyAgainAndShowsActorAndTime() {
        // Given
        var reply = replies.ofOperator("One.", "Two.");
        replies.unknown(reply, 1);

        // When
        var answer = decide("resend", reply.id() + ".1");

        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        var part = answer.jsonPath();
        assertThat(part.getString("state")).isEqualTo("UNKNOWN");
        assertThat(part.getString("decision.decision")).isEqualTo("resend");
        assertThat(part.getString("decision.by")).isEqualTo("api");
        assertThat(part.getString("decision.at")).isNotBlank();
        assertThat(Published.in(Topics.REPLIES, reply.conversation()))
                .singleElement()
                .satisfies(published -> {
                    assertThat(published.id()).isEqualTo(reply.id());
                    assertThat(published.text()).isEqualTo(reply.text());
                    assertThat(published.author()).isEqualTo(reply.author());
                });
    }

    @Test
    void aiPartIsNotResentOnceTheOwnerHasChanged() {
        // Given
        var reply = replies.ofAi("Was it sent?");
        replies.unknown(reply, 1);
        var conversation = reply.conversation().id();
        controls.takeOver(conversation, "ana", null);
        controls.handBack(conversation, "ana", null);

        // When
        var answer = decide("resend", reply.id() + ".1");

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("detail")).contains("the owner has changed");
        assertThat(Published.in(Topics.REPLIES, reply.conversation())).isEmpty();
        var listed = Api.get("/api/v1/parts?state=unknown&limit=200").jsonPath();
        var part = "parts.find { it.id == '%s.1' }".formatted(reply.id());
        assertThat(listed.getString(part + ".state")).isEqualTo("UNKNOWN");
        assertThat(listed.getString(part + ".decision")).isNull();
    }

    @Test
    void aiPartIsResentWhileTheAiIsStillTheOwner() {
        // Given
        var reply = replies.ofAi("Was it sent?");
        replies.unknown(reply, 1);

        // When
        var answer = decide("resend", reply.id() + ".1");

        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Published.in(Topics.REPLIES, reply.conversation())).hasSize(1);
    }

    @Test
    void droppedPartFailsAndTheOthersOfItsMessageGoOn() {
        // Given
        var reply = replies.ofOperator("One.", "Two.");
        replies.unknown(reply, 1);

        // When
        var answer = decide("drop", reply.id() + ".1");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("state")).isEqualTo("FAILED");
        assertThat(answer.jsonPath().getString("failureCode")).isEqualTo("dropped-by-operator");
        assertThat(answer.jsonPath().getString("decision.decision")).isEqualTo("drop");
        var message =
                Api.get("/api/v1/conversations/" + reply.conversation().id() + "/messages")
                        .jsonPath();
        assertThat(message.getString("messages[0].status")).isEqualTo("failed");
        assertThat(message.getString("messages[0].failureCode")).isEqualTo("dropped-by-operator");
        assertThat(message.<String>getList("messages[0].parts.state"))
                .containsExactly("FAILED", "PENDING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resend", "drop"})
    void evidenceThatCameFirstOverridesADecision(String decision) {
        // Given
        var reply = replies.ofOperator("Was it sent?");
        replies.unknown(reply, 1);
        replies.proven(reply, 1);

        // When
        var answer = decide(decision, reply.id() + ".1");

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("id");
        assertThat(answer.jsonPath().getString("detail")).contains("SENT");
        assertThat(Published.in(Topics.REPLIES, reply.conversation())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resend", "drop"})
    void unknownPartIsRefused(String decision) {
        assertThat(decide(decision, UUID.randomUUID() + ".1").statusCode()).isEqualTo(404);
        assertThat(decide(decision, "nonsense").statusCode()).isEqualTo(400);
    }

    private static Response decide(String decision, String part) {
        return Api.post("/api/v1/parts/" + part + "/" + decision, Map.of());
    }
}
