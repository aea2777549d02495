package dev.switchboard.operator.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.debug.DebugEntry;
import dev.switchboard.transcript.debug.DebugEntry.Line;
import dev.switchboard.transcript.debug.DebugEntry.PersonaVersion;
import dev.switchboard.transcript.debug.DebugStore;
import dev.switchboard.transcript.reply.ReplyOrigin;
import dev.switchboard.transcript.reply.ReplyStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class ConversationDebugTest {
    @Inject OperatorScene scene;
    @Inject DebugStore store;
    @Inject ReplyStore replies;

    @Test
    void operatorSwitchesItAndTheChangeIsRecorded() {
        // Given
        var id = scene.conversation().id();

        // When
        var on = put(path(id), Map.of("enabled", true, "reason", "odd answers"));

        // Then
        assertThat(on.statusCode()).isEqualTo(200);
        assertThat(on.jsonPath().getBoolean("enabled")).isTrue();
        assertThat(on.jsonPath().getList("entries")).isEmpty();
        assertThat(store.isEnabled(id)).isTrue();
        var change = Api.get("/api/v1/ai-switch/changes?limit=1").jsonPath();
        assertThat(change.getString("changes[0].kind")).isEqualTo("debug_on");
        assertThat(change.getString("changes[0].reason")).isEqualTo("odd answers");
        assertThat(change.getString("changes[0].conversation")).isEqualTo(id.toString());

        // When
        put(path(id), Map.of("enabled", false));

        // Then
        assertThat(Api.get(path(id)).jsonPath().getBoolean("enabled")).isFalse();
    }

    @Test
    void operatorsReadTheInputOfAReply() {
        // Given
        var key = scene.conversation();
        var persona = new PersonaVersion(UUID.randomUUID(), "baker", 7);
        var reply = reply(key);
        var _ =
                replies.claim(
                        reply,
                        null,
                        new ReplyOrigin(
                                12,
                                Optional.empty(),
                                true,
                                List.of(),
                                Optional.of(
                                        new DebugEntry(
                                                "Hi",
                                                "You are Yan.",
                                                List.of(new Line("customer", "Hi")),
                                                Optional.of(persona),
                                                "main"))));

        // When
        var shown = Api.asOperator().get(path(key.id())).jsonPath();

        // Then
        assertThat(shown.getString("entries[0].reply")).isEqualTo(reply.id().toString());
        assertThat(shown.getString("entries[0].entry")).isEqualTo("Hi");
        assertThat(shown.getString("entries[0].system")).isEqualTo("You are Yan.");
        assertThat(shown.getString("entries[0].history[0].side")).isEqualTo("customer");
        assertThat(shown.getString("entries[0].history[0].text")).isEqualTo("Hi");
        assertThat(shown.getString("entries[0].persona.name")).isEqualTo("baker");
        assertThat(shown.getLong("entries[0].persona.version")).isEqualTo(7);
        assertThat(shown.getLong("entries[0].settingsVersion")).isEqualTo(12);
        assertThat(shown.getString("entries[0].profile")).isEqualTo("main");
        assertThat(shown.getBoolean("entries[0].cached")).isTrue();
    }

    @Test
    void whatCannotBeReadIsNamed() {
        // When
        var unknown = Api.get(path(UUID.randomUUID()));
        var withoutState = put(path(scene.conversation().id()), Map.of("reason", "why"));

        // Then
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(withoutState.statusCode()).isEqualTo(400);
        assertThat(withoutState.jsonPath().getString("field")).isEqualTo("enabled");
    }

    private static String path(Object id) {
        return "/api/v1/conversations/" + id + "/debug";
    }

    private static Response put(String path, Map<String, ?> body) {
        return Api.asOperator().contentType(ContentType.JSON).body(body).put(path);
    }

    private static ReplyDecided reply(ConversationKey key) {
        var turn = new TurnId(UUID.randomUUID());
        return new ReplyDecided(
                ReplyId.to(turn),
                key,
                Author.AI,
                Optional.of("gemini-2.5-flash"),
                "Hello",
                List.of(),
                0,
                List.of(turn),
                Optional.empty(),
                Instant.now());
    }
}
