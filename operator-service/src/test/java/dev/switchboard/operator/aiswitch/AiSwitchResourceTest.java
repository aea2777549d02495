package dev.switchboard.operator.aiswitch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.aicontrol.AiStateReader;
import dev.switchboard.transcript.aicontrol.AiSwitchStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class AiSwitchResourceTest {
    private static final String SWITCH = "/api/v1/ai-switch";

    @Inject OperatorScene scene;
    @Inject AiSwitchStore switches;
    @Inject AiStateReader state;

    @AfterEach
    void switchOn() {
        switches.set(true, "test", null);
    }

    @Test
    void aiAsAWholeIsSwitchedAndTheChangeRecorded() {
        // When
        var off = put(SWITCH, Map.of("enabled", false, "reason", "closed"));

        // Then
        assertThat(off.statusCode()).isEqualTo(200);
        assertThat(off.jsonPath().getBoolean("enabled")).isFalse();
        assertThat(off.jsonPath().getString("changedBy")).isEqualTo("api");
        assertThat(off.jsonPath().getString("reason")).isEqualTo("closed");
        assertThat(state.read().switchedOff()).contains(AiSwitchStore.ALL);
        var change = Api.get(SWITCH + "/changes?limit=1").jsonPath();
        assertThat(change.getString("changes[0].kind")).isEqualTo("switched_off");
        assertThat(change.getString("changes[0].changedBy")).isEqualTo("api");
        assertThat(change.getString("changes[0].reason")).isEqualTo("closed");

        // When
        put(SWITCH, Map.of("enabled", true));

        // Then
        assertThat(Api.get(SWITCH).jsonPath().getBoolean("enabled")).isTrue();
        assertThat(state.read().switchedOff()).doesNotContain(AiSwitchStore.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+49 30 12345678", "whatsapp:+493012345678", "106540352242922"})
    void numberIsSwitchedByItsPhoneOrId(String business) {
        // When
        var off = put(SWITCH, Map.of("enabled", false, "business", business));

        // Then
        var stored = business.startsWith("1") ? business : "+493012345678";
        assertThat(off.statusCode()).isEqualTo(200);
        assertThat(off.jsonPath().getBoolean("enabled")).isTrue();
        assertThat(off.jsonPath().getList("numbers.findAll { !it.enabled }.business"))
                .containsExactly(stored);
        assertThat(state.read().switchedOff()).containsExactly(stored);

        // When
        put(SWITCH, Map.of("enabled", true, "business", business));

        // Then
        assertThat(state.read().switchedOff()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNamed() {
        // When
        var withoutState = put(SWITCH, Map.of("reason", "closed"));
        var ofNobody = put(SWITCH, Map.of("enabled", false, "business", "the shop"));

        // Then
        assertThat(withoutState.statusCode()).isEqualTo(400);
        assertThat(withoutState.jsonPath().getString("field")).isEqualTo("enabled");
        assertThat(ofNobody.statusCode()).isEqualTo(400);
        assertThat(ofNobody.jsonPath().getString("field")).isEqualTo("business");
        assertThat(state.read().switchedOff()).isEmpty();
    }

    @Test
    void onlyAdministratorsSwitchMoreThanAConversation() {
        // Given
        var id = scene.conversation().id();

        // When
        var whole = put(Api.asOperator(), SWITCH, Map.of("enabled", false));
        var one = put(Api.asOperator(), conversation(id) + "/ai-switch", Map.of("enabled", false));

        // Then
        assertThat(whole.statusCode()).isEqualTo(403);
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(state.read().switchedOff()).isEmpty();
    }

    @Test
    void conversationIsSwitchedAndShownSo() {
        // Given
        var id = scene.conversation().id();

        // When
        var off =
                put(
                        conversation(id) + "/ai-switch",
                        Map.of("enabled", false, "reason", "asked for a person"));

        // Then
        assertThat(off.jsonPath().getBoolean("aiEnabled")).isFalse();
        var change = Api.get(SWITCH + "/changes?limit=1").jsonPath();
        assertThat(change.getString("changes[0].conversation")).isEqualTo(id.toString());
        assertThat(change.getString("changes[0].reason")).isEqualTo("asked for a person");

        // When
        put(conversation(id) + "/ai-switch", Map.of("enabled", true));

        // Then
        assertThat(Api.get(conversation(id)).jsonPath().getBoolean("aiEnabled")).isTrue();
    }

    @Test
    void operatorsResetBeginsASession() {
        // Given
        var id = scene.conversation().id();
        var before = Api.get(conversation(id)).jsonPath();

        // When
        var reset =
                Api.authorised()
                        .queryParam("reason", "another person")
                        .post(conversation(id) + "/reset");

        // Then
        assertThat(reset.statusCode()).isEqualTo(200);
        assertThat(before.getInt("sessionNumber")).isEqualTo(1);
        assertThat(before.getBoolean("active")).isTrue();
        assertThat(reset.jsonPath().getInt("sessionNumber")).isEqualTo(2);
        assertThat(reset.jsonPath().getString("sessionStartedAt"))
                .isGreaterThan(before.getString("sessionStartedAt"));
        var change = Api.get(SWITCH + "/changes?limit=1").jsonPath();
        assertThat(change.getString("changes[0].kind")).isEqualTo("reset");
        assertThat(change.getString("changes[0].reason")).isEqualTo("another person");

        // When
        var again = Api.authorised().post(conversation(id) + "/reset");

        // Then
        assertThat(again.jsonPath().getInt("sessionNumber")).isEqualTo(3);
    }

    @Test
    void unknownConversationIsNotFound() {
        // Given
        var unknown = "/api/v1/conversations/" + UUID.randomUUID();

        // When
        var reset = Api.authorised().post(unknown + "/reset");
        var switched = put(unknown + "/ai-switch", Map.of("enabled", false));

        // Then
        assertThat(reset.statusCode()).isEqualTo(404);
        assertThat(switched.statusCode()).isEqualTo(404);
    }

    private static String conversation(Object id) {
        return "/api/v1/conversations/" + id;
    }

    private static Response put(String path, Map<String, ?> body) {
        return put(Api.authorised(), path, body);
    }

    private static Response put(RequestSpecification caller, String path, Map<String, ?> body) {
        return caller.contentType(ContentType.JSON).body(body).put(path);
    }
}
