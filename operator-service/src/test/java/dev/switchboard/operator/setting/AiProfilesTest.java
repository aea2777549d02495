package dev.switchboard.operator.setting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.operator.testing.Api;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.LogLines;
import dev.switchboard.transcript.setting.AiProfileStore;
import dev.switchboard.transcript.setting.AiSettingsReader;
import dev.switchboard.transcript.setting.KeySealer;
import dev.switchboard.transcript.setting.PersonaStore;
import dev.switchboard.transcript.setting.SettingChanges;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
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
class AiProfilesTest {
    private static final String PATH = "/api/v1/ai-profiles";
    private static final String KEY = "key-of-the-provider-1234";

    @Inject AiProfileStore store;
    @Inject PersonaStore personas;
    @Inject SettingChanges changes;
    @Inject AiSettingsReader reader;
    @Inject KeySealer keys;
    @Inject Database database;

    @AfterEach
    void removeAll() {
        changes.write(version -> {
            personas.all().forEach(persona -> personas.delete(persona.id()));
            store.all().forEach(profile -> store.delete(profile.id()));
            return version;
        });
    }

    @Test
    void newProfileHasTheDefaultsAndRaisesTheVersion() {
        // Given
        var before = reader.version();

        // When
        var answer = Api.post(PATH, Map.of("name", "main", "provider", "gemini"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        Map<String, Object> profile = answer.jsonPath().getMap("");
        assertThat(profile)
                .containsEntry("name", "main")
                .containsEntry("version", (int) before + 1)
                .containsEntry("key", Map.of("set", false))
                .containsEntry("maxTokens", 1000)
                .containsEntry("temperature", 0.7f)
                .containsEntry("timeout", "PT1M")
                .containsEntry("maxConcurrentCalls", 1000)
                .containsEntry("fallbacks", List.of())
                .containsEntry("active", true)
                .doesNotContainKeys("model", "baseUrl", "thinkingBudget");
        assertThat(reader.version()).isEqualTo(before + 1);
        assertThat(listed()).containsExactly("main");
    }

    @Test
    void keyIsSealedInItsRowAndShownNowhere() {
        try (var log = new LogLines("", Level.ALL)) {
            // When
            var created = Api.post(PATH, withKey("main"));
            var id = UUID.fromString(created.jsonPath().getString("id"));
            var answers = List.of(created, Api.get(PATH), Api.get(PATH + "/" + id));

            // Then
            assertThat(created.jsonPath().getMap("key"))
                    .isEqualTo(Map.of("set", true, "hint", "…1234"));
            assertThat(answers)
                    .allSatisfy(answer -> {
                        assertThat(answer.statusCode()).isBetween(200, 201);
                        assertThat(answer.asString()).doesNotContain(KEY);
                    });
            var sealed = store.find(id).orElseThrow().key().orElseThrow();
            assertThat(new String(sealed.sealed(), ISO_8859_1)).doesNotContain(KEY);
            assertThat(keys.open(id, sealed)).contains(KEY);
            assertThat(changeRows()).isNotEmpty().noneMatch(row -> row.contains(KEY));
            assertThat(log.lines()).noneMatch(line -> line.contains(KEY));
        }
    }

    @Test
    void keyIsInNoAnswerThatRefusesTheRequest() {
        // Given
        var body = withKey("main");
        body.put("maxTokens", 0);

        // When
        var answer = Api.post(PATH, body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).doesNotContain(KEY);
    }

    @Test
    void replacedProfileKeepsItsKeyUnlessAnotherOrNoneIsGiven() {
        // Given
        var id = Api.post(PATH, withKey("main")).jsonPath().getString("id");
        var kept = Map.of("name", "main", "provider", "gemini", "maxTokens", 2000);

        // When
        var without = put(id, kept);
        var another = put(id, with(kept, "key", "another-key-of-ours-5678"));
        var none = put(id, with(kept, "key", ""));

        // Then
        assertThat(without.jsonPath().getString("key.hint")).isEqualTo("…1234");
        assertThat(without.jsonPath().getInt("maxTokens")).isEqualTo(2000);
        assertThat(another.jsonPath().getString("key.hint")).isEqualTo("…5678");
        assertThat(none.jsonPath().getBoolean("key.set")).isFalse();
    }

    @Test
    void keyDoesNotFollowItsProfileToAnotherAddress() {
        // Given
        var id = Api.post(PATH, withKey("main")).jsonPath().getString("id");
        var moved = Map.of("name", "main", "provider", "gemini", "baseUrl", "https://evil.example");

        // When
        var answer = put(id, moved);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("key");
        assertThat(put(id, with(moved, "key", KEY)).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutAKeysetNoKeyIsTaken() {
        // Given
        var profiles = new AiProfiles(store, personas, changes, new KeySealer(Optional::empty));
        var body = request(KEY);

        // Then
        assertThatThrownBy(() -> profiles.create(body, "api"))
                .hasMessage("no key can be stored: SECRETS_KEYSET is not set");
        assertThat(profiles.create(request(null), "api").key()).isEmpty();
    }

    @Test
    void changeNeedsTheVersionThatItChanges() {
        // Given
        var created = Api.post(PATH, Map.of("name", "main", "provider", "gemini")).jsonPath();
        var path = PATH + "/" + created.getString("id");
        var body = Map.of("name", "main", "provider", "gemini");
        var tag = Api.get(path).header("ETag");

        // When
        var without = Api.authorised().contentType(ContentType.JSON).body(body).put(path);
        var first = conditional(tag).body(body).put(path);
        var second = conditional(tag).body(body).put(path);
        var deleted = conditional(tag).delete(path);
        var unreadable = conditional("yesterday").body(body).put(path);

        // Then
        assertThat(tag).isEqualTo("\"" + created.getLong("version") + "\"");
        assertThat(without.statusCode()).isEqualTo(428);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(List.of(second.statusCode(), deleted.statusCode())).containsOnly(412);
        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(List.of(without, second, deleted, unreadable))
                .extracting(answer -> answer.jsonPath().getString("field"))
                .containsOnly("If-Match");
        assertThat(conditional(first.header("ETag")).delete(path).statusCode()).isEqualTo(204);
        assertThat(Api.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void temperatureCanBeLeftUnsent() {
        // Given
        var body = new HashMap<String, Object>(Map.of("name", "main", "provider", "gemini"));
        body.put("temperature", null);

        // When
        var answer = Api.post(PATH, body);

        // Then
        assertThat(answer.asString()).contains("\"temperature\":null");
        var id = UUID.fromString(answer.jsonPath().getString("id"));
        assertThat(store.find(id).orElseThrow().values().temperature()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "name, ' '",
        "provider, eliza",
        "model, ../admin",
        "model, a/../b",
        "key, 'two words'",
        "key, ключ",
        "baseUrl, ftp://example.org",
        "baseUrl, http://models.example.org",
        "baseUrl, https://user:pw@example.org",
        "baseUrl, https://example.org/?key=1",
        "timeout, soon",
        "timeout, PT0S",
        "timeout, PT11M",
        "timeout, PT99999999999999999999S"
    })
    void fieldThatCannotBeReadIsNamed(String field, String value) {
        assertRefused(400, field, value);
    }

    @ParameterizedTest
    @CsvSource({
        "maxTokens, 0",
        "temperature, 3",
        "temperature, -1",
        "thinkingBudget, -2",
        "maxConcurrentCalls, 0"
    })
    void numberOutOfItsRangeIsNamed(String field, int value) {
        assertRefused(400, field, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"temperature", "maxTokens", "active", "fallbacks"})
    void valueOfTheWrongTypeIsNamed(String field) {
        assertRefused(400, field, "no such thing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gemini",
                "openai",
                "anthropic",
                "perplexity",
                "ollama",
                "askyourdatabase",
                "custom"
            })
    void profileMayBeOfAnyProvider(String provider) {
        // Given
        var whole = Map.of("name", "main", "provider", provider, "model", "m", "key", KEY);

        // When
        var answer = Api.post(PATH, with(whole, "baseUrl", "https://models.example/v1"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.jsonPath().getString("provider")).isEqualTo(provider);
    }

    @ParameterizedTest
    @CsvSource({"custom, model", "custom, baseUrl", "askyourdatabase, model"})
    void fieldThatItsProviderNeedsIsNamed(String provider, String field) {
        // Given
        var body =
                new HashMap<String, Object>(
                        Map.of("model", "m", "baseUrl", "https://models.example/v1"));
        body.putAll(Map.of("name", "main", "provider", provider));
        body.remove(field);

        // When
        var answer = Api.post(PATH, body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
    }

    @Test
    void fallbacksAreOtherProfiles() {
        assertRefused(400, "fallbacks", List.of(UUID.randomUUID().toString()));
    }

    @Test
    void fallbacksDoNotLeadBack() {
        // Given
        var last = created("last", List.of());
        var middle = created("middle", List.of(last));
        var first = created("first", List.of(middle));

        // When
        var answer =
                put(
                        last,
                        Map.of("name", "last", "provider", "gemini", "fallbacks", List.of(first)));
        var itself =
                put(last, Map.of("name", "last", "provider", "gemini", "fallbacks", List.of(last)));

        // Then
        assertThat(List.of(answer.statusCode(), itself.statusCode())).containsOnly(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("fallbacks");
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("fallbacks must not lead back to this AI profile");
        assertThat(Api.get(PATH + "/" + first).jsonPath().getList("fallbacks"))
                .containsExactly(middle);
    }

    private static String created(String name, List<String> fallbacks) {
        var body = Map.of("name", name, "provider", "gemini", "fallbacks", fallbacks);
        return Api.post(PATH, body).jsonPath().getString("id");
    }

    @Test
    void namesAreTakenOnce() {
        // Given
        Api.post(PATH, Map.of("name", "main", "provider", "gemini"));

        // Then
        assertRefused(409, "name", "main");
        assertRefused(409, "name", "env");
    }

    @Test
    void profileThatIsNamedElsewhereIsNotDeleted() {
        // Given
        var used = Api.post(PATH, Map.of("name", "main", "provider", "gemini")).jsonPath();
        var id = used.getString("id");
        Api.post(
                "/api/v1/personas",
                Map.of("name", "baker", "prompt", "Sell bread.", "profile", id));

        // When
        var answer = conditional(used.getString("version")).delete(PATH + "/" + id);

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("the persona baker uses it");
    }

    @Test
    void operatorsTokenDoesNotOpenThem() {
        assertThat(Api.asOperator().get(PATH).statusCode()).isEqualTo(403);
        assertThat(Api.asOperator().get("/api/v1/personas").statusCode()).isEqualTo(403);
        assertThat(Api.asOperator().get("/api/v1/texts").statusCode()).isEqualTo(403);
    }

    private static void assertRefused(int status, String field, Object value) {
        var body = new HashMap<String, Object>(Map.of("name", "other", "provider", "gemini"));
        body.put(field, value);
        var answer = Api.post(PATH, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
    }

    @Test
    void pricesAreKeptWithTheProfile() {
        // Given
        var prices = Map.of("input", 0.3, "cached", 0.03, "output", 2.5, "perThousandRequests", 12);
        var body = Map.of("name", "main", "provider", "custom", "model", "m", "prices", prices);
        var priced = new HashMap<String, Object>(body);
        priced.put("baseUrl", "https://models.example/v1");

        // When
        var id = Api.post(PATH, priced).jsonPath().getString("id");
        var shown = Api.get(PATH + "/" + id).jsonPath();
        put(id, with(priced, "prices", null));

        // Then
        assertThat(shown.getMap("prices"))
                .containsOnlyKeys("input", "cached", "output", "perThousandRequests")
                .containsEntry("input", 0.3f)
                .containsEntry("output", 2.5f);
        assertThat(Api.get(PATH + "/" + id).jsonPath().getMap("")).doesNotContainKey("prices");
        assertThat(changeRows()).anyMatch(row -> row.contains("perThousandRequests"));
    }

    @Test
    void priceThatIsNoneIsRefusedByItsName() {
        // When
        var without = Api.post(PATH, with(withKey("main"), "prices", Map.of("input", 1)));
        var negative =
                Api.post(PATH, with(withKey("main"), "prices", Map.of("input", -1, "output", 1)));

        // Then
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.jsonPath().getString("field")).isEqualTo("output");
        assertThat(negative.statusCode()).isEqualTo(400);
        assertThat(negative.jsonPath().getString("field")).isEqualTo("input");
    }

    private static AiProfileRequest request(String key) {
        return new AiProfileRequest(
                "main", "gemini", null, null, key, null, null, null, null, null, null, null, null);
    }

    private static Map<String, Object> withKey(String name) {
        return new HashMap<>(Map.of("name", name, "provider", "gemini", "key", KEY));
    }

    private static Map<String, Object> with(Map<String, ?> body, String field, Object value) {
        var more = new HashMap<String, Object>(body);
        more.put(field, value);
        return more;
    }

    private static Response put(String id, Map<String, ?> body) {
        var path = PATH + "/" + id;
        return conditional(Api.get(path).header("ETag")).body(body).put(path);
    }

    private static RequestSpecification conditional(String version) {
        return Api.authorised().contentType(ContentType.JSON).header("If-Match", version);
    }

    private static List<String> listed() {
        return Api.get(PATH).jsonPath().getList("aiProfiles.name");
    }

    private List<String> changeRows() {
        return SqlStatement.of(
                        "SELECT CAST(row_to_json(change) AS text) AS line FROM setting_change"
                                + " change")
                .rows(database, row -> row.getString("line"));
    }
}
