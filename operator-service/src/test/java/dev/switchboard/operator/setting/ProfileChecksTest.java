package dev.switchboard.operator.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.FakeGemini;
import dev.switchboard.testing.LogLines;
import dev.switchboard.testing.SimulatedModels;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.AiProfileStore;
import dev.switchboard.transcript.setting.KeySealer;
import dev.switchboard.transcript.setting.SettingChanges;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class ProfileChecksTest {
    private static final String PATH = "/api/v1/ai-profiles/";
    private static final String KEY = "key-of-the-checked-1234";

    @Inject AiProfileStore store;
    @Inject SettingChanges changes;
    @Inject KeySealer keys;
    @Inject Database database;

    private final SimulatedModels models = new SimulatedModels();

    @AfterEach
    void removeAll() {
        models.close();
        changes.write(version -> {
            store.all().forEach(profile -> store.delete(profile.id()));
            return version;
        });
    }

    @Test
    void profileIsAskedForOneTokenWithItsOwnKey() {
        // Given
        try (var gemini = new FakeGemini(0)) {
            var id = created("gemini", gemini.baseUrl());

            // When
            var check = check(id);

            // Then
            assertThat(check.getMap(""))
                    .containsEntry("status", "ok")
                    .containsEntry("model", "gemini-2.5-flash")
                    .containsKey("millis")
                    .doesNotContainKey("code");
            assertThat(gemini.calls()).hasSize(1);
            assertThat(gemini.lastCall().apiKey()).isEqualTo(KEY);
            assertThat(gemini.lastCall().body().at("/generationConfig/maxOutputTokens").asInt())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "perplexity", "ollama"})
    void profileOfAnyProviderIsChecked(String provider) {
        assertThat(check(created(provider, models.baseUrl(provider))).getString("status"))
                .isEqualTo("ok");
    }

    @Test
    void modelWithoutAPriceAnswersAndSaysSo() {
        // Given
        var id = created("askyourdatabase", models.baseUrl("askyourdatabase"));
        var priced = body("openai", models.baseUrl("openai"));
        priced.put("model", "of-nobody-s-list");
        var unknown = created(priced);
        priced.put("name", "priced " + UUID.randomUUID());
        priced.put("prices", Map.of("input", 1, "output", 2));

        // Then
        assertThat(check(id).getString("status")).isEqualTo("no-price");
        assertThat(check(unknown).getString("status")).isEqualTo("no-price");
        assertThat(check(created(priced)).getString("status")).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({
        "401, refused, ACCOUNT_REFUSED",
        "402, refused, ACCOUNT_REFUSED",
        "404, refused, CONFIGURATION",
        "429, refused, RATE_LIMITED",
        "503, unreachable, OVERLOADED"
    })
    void responseThatIsNoAnswerHasItsCause(int status, String found, String code) {
        // Given
        models.script(Map.of("status", status));

        // When
        var check = check(created("openai", models.baseUrl("openai")));

        // Then
        assertThat(check.getString("status")).isEqualTo(found);
        assertThat(check.getString("code")).isEqualTo(code);
        assertThat(models.calls()).hasSize(1);
    }

    @Test
    void tokenThatIsNoTextYetIsOk() {
        // Given
        models.script(Map.of("reply", ""));

        // When
        var check = check(created("openai", models.baseUrl("openai")));

        // Then
        assertThat(check.getString("status")).isEqualTo("ok");
        assertThat(check.getString("code")).isEqualTo("EMPTY");
    }

    @Test
    void modelThatIsNotThereOrDoesNotAnswerIsUnreachable() {
        // Given
        models.script(Map.of("latency", "PT30S"));
        var slow = body("openai", models.baseUrl("openai"));
        slow.put("timeout", "PT0.5S");

        // When
        var timeout = check(Api.post(PATH, slow).jsonPath().getString("id"));
        var nobody = check(created("openai", "http://127.0.0.1:" + TcpPorts.free()));

        // Then
        assertThat(timeout.getString("status")).isEqualTo("unreachable");
        assertThat(timeout.getString("code")).isEqualTo("TIMEOUT");
        assertThat(nobody.getString("status")).isEqualTo("unreachable");
        assertThat(nobody.getString("code")).isEqualTo("UNREACHABLE");
    }

    @Test
    void profileWhoseKeyDoesNotOpenIsRefusedWithoutARequest() {
        // Given
        var id = UUID.fromString(created("openai", models.baseUrl("openai")));
        var moved = keys.seal(UUID.randomUUID(), KEY);
        var profile = store.find(id).orElseThrow();
        changes.write(version -> {
            store.update(new AiProfile(id, version, profile.values(), Optional.of(moved)));
            return version;
        });

        // When
        var check = check(id.toString());

        // Then
        assertThat(check.getString("status")).isEqualTo("refused");
        assertThat(check.getString("code")).isEqualTo("CONFIGURATION");
        assertThat(models.calls()).isEmpty();
    }

    @Test
    void checkIsKeptAndShowsNoKey() {
        // Given
        models.script(Map.of("status", 401));
        var id = created("openai", models.baseUrl("openai"));

        try (var log = new LogLines("", Level.ALL)) {
            // When
            var answer = Api.post(PATH + id + "/check", Map.of());

            // Then
            assertThat(answer.asString()).doesNotContain(KEY);
            assertThat(log.lines()).noneMatch(line -> line.contains(KEY));
            assertThat(kept(id))
                    .singleElement()
                    .asString()
                    .contains("\"status\":\"refused\"", "\"code\":\"ACCOUNT_REFUSED\"", id)
                    .doesNotContain(KEY);
        }
    }

    @Test
    void onlyAdministratorsCheckAProfileThatThereIs() {
        assertThat(Api.asOperator().post(PATH + UUID.randomUUID() + "/check").statusCode())
                .isEqualTo(403);
        assertThat(Api.post(PATH + UUID.randomUUID() + "/check", Map.of()).statusCode())
                .isEqualTo(404);
    }

    private static JsonPath check(String id) {
        var answer = Api.post(PATH + id + "/check", Map.of());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.jsonPath();
    }

    private static String created(String provider, String baseUrl) {
        return created(body(provider, baseUrl));
    }

    private static String created(Map<String, Object> body) {
        var answer = Api.post(PATH, body);
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.jsonPath().getString("id");
    }

    private static Map<String, Object> body(String provider, String baseUrl) {
        var body = new HashMap<String, Object>();
        body.put("name", "checked " + UUID.randomUUID());
        body.put("provider", provider);
        body.put("baseUrl", baseUrl);
        body.put("key", KEY);
        if (provider.equals("askyourdatabase")) {
            body.put("model", "chatbot");
        }
        return body;
    }

    private List<String> kept(String id) {
        return SqlStatement.of(
                        "SELECT CAST(row_to_json(found) AS text) AS line FROM ai_profile_check"
                                + " found WHERE profile_id = CAST(? AS uuid)",
                        id)
                .rows(database, row -> row.getString("line"));
    }
}
