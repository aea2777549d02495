package dev.switchboard.operator.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.testing.Api;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.setting.AiSettingsReader;
import dev.switchboard.transcript.setting.PersonaStore;
import dev.switchboard.transcript.setting.SettingChanges;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class PersonasTest {
    private static final String PATH = "/api/v1/personas";

    @Inject PersonaStore store;
    @Inject SettingChanges changes;
    @Inject AiSettingsReader reader;

    @AfterEach
    void removeAll() {
        changes.write(version -> {
            store.all().forEach(persona -> store.delete(persona.id()));
            return version;
        });
    }

    @Test
    void personaIsStoredWithItsAudienceInCanonicalForm() {
        // When
        var answer =
                Api.post(
                        PATH,
                        Map.of(
                                "name",
                                "baker",
                                "persona",
                                "You are Yan.",
                                "prompt",
                                "Sell bread.",
                                "language",
                                "pt-br",
                                "contextMessages",
                                20,
                                "audience",
                                Map.of(
                                        "customers",
                                        List.of("+49 (151) 1234-5678", "US.9001"),
                                        "businesses",
                                        List.of("whatsapp:+14155238886", "100000000000001"),
                                        "default",
                                        true)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        var persona = Api.get(PATH + "/" + answer.jsonPath().getString("id")).jsonPath();
        assertThat(persona.getString("persona")).isEqualTo("You are Yan.");
        assertThat(persona.getString("prompt")).isEqualTo("Sell bread.");
        assertThat(persona.getString("language")).isEqualTo("pt-BR");
        assertThat(persona.getInt("contextMessages")).isEqualTo(20);
        assertThat(persona.getList("audience.customers"))
                .containsExactlyInAnyOrder("+4915112345678", "US.9001");
        assertThat(persona.getList("audience.businesses"))
                .containsExactlyInAnyOrder("14155238886", "100000000000001");
        assertThat(persona.getBoolean("audience.default")).isTrue();
        assertThat(persona.getLong("version")).isEqualTo(reader.version());
    }

    @Test
    void effectivePersonaIsTheCustomersThenTheBusinessNumbersThenTheDefault() {
        // Given
        create("every", Map.of("default", true));
        create("number", Map.of("businesses", List.of("+14155238886")));
        create("guest", Map.of("customers", List.of("+4915112345678")));

        // Then
        assertThat(effective("?business=%2B14155238886&customer=%2B4915112345678"))
                .isEqualTo("guest");
        assertThat(effective("?business=14155238886&customer=%2B4915100000000"))
                .isEqualTo("number");
        assertThat(effective("?business=%2B493012345678")).isEqualTo("every");
        assertThat(effective("")).isEqualTo("every");
    }

    @Test
    void effectivePersonaTellsWhyItIsInForceAndWhatBecomesOfTheCustomer() {
        // Given
        var body =
                Map.of(
                        "name",
                        "shop",
                        "prompt",
                        "Sell bread.",
                        "answer",
                        "listed",
                        "unlisted",
                        "dropped",
                        "audience",
                        Map.of(
                                "customers",
                                List.of("+4915112345678"),
                                "businesses",
                                List.of("+14155238886")));
        assertThat(Api.post(PATH, body).statusCode()).isEqualTo(201);

        // When
        var listed = why("?business=%2B14155238886&customer=%2B49%20151%2012345678");
        var other = why("?business=%2B14155238886&customer=%2B4915100000000");

        // Then
        assertThat(listed).isEqualTo("customer +4915112345678 answered");
        assertThat(other).isEqualTo("business 14155238886 dropped");
    }

    private static String why(String query) {
        var answer =
                Api.authorised()
                        .urlEncodingEnabled(false)
                        .get(PATH + "/effective" + query)
                        .jsonPath();
        return String.join(
                " ",
                answer.getString("match"),
                answer.getString("address"),
                answer.getString("customer"));
    }

    @Test
    void rulesAreStoredAndShownAndTheirDefaultsToo() {
        // Given
        var rules = new HashMap<String, Object>(Map.of("name", "shop", "prompt", "Sell."));
        rules.put("answer", "listed");
        rules.put("unlisted", "dropped");
        rules.put("session", Map.of("mode", "daily", "zone", "Europe/Berlin"));
        rules.put("maxTurnsPerMinute", 0);
        rules.put("contextTokens", 500);
        rules.put("debug", "operators");
        rules.put("cacheMinutes", 10);

        // When
        var created = Api.post(PATH, rules);

        // Then
        assertThat(created.statusCode()).isEqualTo(201);
        Map<String, Object> shown =
                Api.get(PATH + "/" + created.jsonPath().getString("id")).jsonPath().getMap("");
        rules.keySet().forEach(field -> assertThat(shown).containsEntry(field, rules.get(field)));

        // When
        Map<String, Object> other = create("other", Map.of()).jsonPath().getMap("");

        // Then
        assertThat(other)
                .containsEntry("answer", "everyone")
                .containsEntry("unlisted", "kept")
                .containsEntry("debug", "off")
                .doesNotContainKeys(
                        "session", "maxTurnsPerMinute", "contextTokens", "cacheMinutes");
    }

    @Test
    void sessionHasTheDefaultsOfItsMode() {
        assertThat(session(Map.of("mode", "sliding")))
                .isEqualTo(Map.of("mode", "sliding", "length", "PT1H", "maxAge", "PT24H"));
        assertThat(session(Map.of("mode", "sliding", "length", "PT48H")))
                .isEqualTo(Map.of("mode", "sliding", "length", "PT48H", "maxAge", "PT48H"));
        assertThat(session(Map.of("mode", "fixed", "length", "P7D")))
                .isEqualTo(Map.of("mode", "fixed", "length", "PT168H"));
        assertThat(session(Map.of("mode", "daily")))
                .isEqualTo(Map.of("mode", "daily", "zone", "UTC"));
        assertThat(session(Map.of("mode", "never"))).isEqualTo(Map.of("mode", "never"));
    }

    private static Map<String, Object> session(Map<String, ?> session) {
        var name = UUID.randomUUID().toString();
        var answer = Api.post(PATH, Map.of("name", name, "prompt", "Hi", "session", session));
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.jsonPath().getMap("session");
    }

    @Test
    void withoutAPersonaTheEnvironmentsIsInForce() {
        // When
        var answer = Api.get(PATH + "/effective?business=%2B14155238886");

        // Then
        assertThat(answer.asString())
                .isEqualTo("{\"source\":\"environment\",\"customer\":\"answered\"}");
    }

    @Test
    void audienceBelongsToOnePersona() {
        // Given
        create("every", Map.of("default", true));

        // When
        var answer = create("other", Map.of("default", true));

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("audience");
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("the persona every has part of it");
    }

    @Test
    void replacedPersonaHasItsNewAudienceOnly() {
        // Given
        var created = create("baker", Map.of("businesses", List.of("+14155238886"))).jsonPath();
        var path = PATH + "/" + created.getString("id");

        // When
        var answer =
                Api.authorised()
                        .contentType(ContentType.JSON)
                        .header("If-Match", "\"" + created.getLong("version") + "\"")
                        .body(Map.of("name", "baker", "prompt", "Sell cake."))
                        .put(path);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getList("audience.businesses")).isEmpty();
        assertThat(answer.jsonPath().getString("persona")).isEmpty();
        assertThat(create("other", Map.of("businesses", List.of("+14155238886"))).statusCode())
                .isEqualTo(201);
    }

    @Test
    void staleChangeIsRefused() {
        // Given
        var created = create("baker", Map.of()).jsonPath();
        var path = PATH + "/" + created.getString("id");

        // When
        var deleted =
                Api.authorised()
                        .header("If-Match", Long.toString(created.getLong("version") - 1))
                        .delete(path);

        // Then
        assertThat(deleted.statusCode()).isEqualTo(412);
        assertThat(Api.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void fieldThatCannotBeReadIsNamed() {
        assertRefused("prompt", "prompt", " ");
        assertRefused("language", "language", "the customer's");
        assertRefused("profile", "profile", UUID.randomUUID().toString());
        assertRefused("profile", "profile", "main");
        assertRefused("contextMessages", "contextMessages", 0);
        assertRefused("customers", "audience", Map.of("customers", List.of("Ana")));
        assertRefused("businesses", "audience", Map.of("businesses", List.of("Ana")));
        assertRefused("prompt", "prompt", "a".repeat(20_001));
        assertRefused("answer", "answer", "nobody");
        assertRefused("unlisted", "unlisted", "burnt");
        assertRefused("maxTurnsPerMinute", "maxTurnsPerMinute", -1);
        assertRefused("contextTokens", "contextTokens", 0);
        assertRefused("debug", "debug", "everybody");
        assertRefused("cacheMinutes", "cacheMinutes", 1441);
        assertRefused("mode", "session", Map.of());
        assertRefused("session.mode", "session", Map.of("mode", "weekly"));
        assertRefused("length", "session", Map.of("mode", "fixed", "length", "1h"));
        assertRefused("length", "session", Map.of("mode", "fixed", "length", "PT59S"));
        assertRefused("maxAge", "session", Map.of("mode", "sliding", "maxAge", "PT1M"));
        assertRefused("zone", "session", Map.of("mode", "daily", "zone", "Berlin"));
    }

    private static void assertRefused(String named, String field, Object value) {
        var body = new HashMap<String, Object>(Map.of("name", "other", "prompt", "Hi"));
        body.put(field, value);
        var answer = Api.post(PATH, body);
        assertThat(answer.statusCode()).as(field).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo(named);
    }

    private static Response create(String name, Map<String, ?> audience) {
        return Api.post(
                PATH, Map.of("name", name, "prompt", "You are " + name, "audience", audience));
    }

    private static String effective(String query) {
        var answer = Api.authorised().urlEncodingEnabled(false).get(PATH + "/effective" + query);
        assertThat(answer.jsonPath().getString("source")).isEqualTo("database");
        return answer.jsonPath().getString("persona.name");
    }
}
