package dev.switchboard.operator.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.operator.setting.KeysInUseView.KeyInUse;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.LogLines;
import dev.switchboard.testing.TestKeyset;
import dev.switchboard.transcript.setting.AiProfileStore;
import dev.switchboard.transcript.setting.KeySealer;
import dev.switchboard.transcript.setting.SettingChanges;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class SecretsResourceTest {
    private static final String KEYS_IN_USE = "/api/v1/secrets/keys-in-use";
    private static final String RESEAL = "/api/v1/secrets/reseal";
    private static final String KEY = "key-of-the-provider-1234";

    /** Of the material of the tests' keyset. */
    private static final String MATERIAL = "AQEBAQEB";

    @Inject AiProfileStore store;
    @Inject SettingChanges changes;
    @Inject Database database;

    @AfterEach
    void removeAll() {
        changes.write(version -> {
            store.all().forEach(profile -> store.delete(profile.id()));
            return version;
        });
    }

    @Test
    void keysInUseAreToldByTheirIds() {
        // Given
        created("one", KEY);
        created("two", KEY);
        created("without", null);

        // When
        var answer = Api.get(KEYS_IN_USE);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap(""))
                .isEqualTo(
                        Map.of(
                                "keys",
                                List.of(Map.of("id", 1, "primary", true, "sealed", 2)),
                                "sealedByOthers",
                                0));
        assertThat(answer.asString()).doesNotContain(KEY, MATERIAL);
    }

    @Test
    void everyKeyIsSealedAnewAndItsProfileStaysAsItIs() {
        try (var log = new LogLines("", Level.ALL)) {
            // Given
            var id = created("main", KEY);
            var sealed = store.find(id).orElseThrow().key().orElseThrow().sealed();
            var profile = Api.get("/api/v1/ai-profiles/" + id).asString();

            // When
            var answer = Api.post(RESEAL, Map.of());

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.jsonPath().getMap(""))
                    .isEqualTo(Map.of("resealed", 1, "unopened", List.of()));
            var after = store.find(id).orElseThrow().key().orElseThrow();
            assertThat(after.sealed()).isNotEqualTo(sealed);
            assertThat(sealer(1).open(id, after)).contains(KEY);
            assertThat(Api.get("/api/v1/ai-profiles/" + id).asString()).isEqualTo(profile);
            assertThat(newestChange())
                    .contains("\"api\"", "\"secrets\"", "\"sealed\": 1")
                    .doesNotContain(KEY, MATERIAL);
            assertThat(log.lines()).noneMatch(line -> line.contains(KEY));
        }
    }

    @Test
    void keyIsRotatedInFourSteps() {
        // Given
        var id = created("main", KEY);

        // When
        var added = rotation(1, 2);

        // Then
        assertThat(added.inUse()).isEqualTo(inUse(0, primary(1, 1), other(2, 0)));

        // When
        var promoted = rotation(2, 1);

        // Then
        assertThat(promoted.inUse()).isEqualTo(inUse(0, primary(2, 0), other(1, 1)));

        // When
        var resealed = promoted.reseal("olga");

        // Then
        assertThat(resealed).isEqualTo(new ResealView(1, List.of()));
        assertThat(promoted.inUse()).isEqualTo(inUse(0, primary(2, 1), other(1, 0)));

        // When
        var dropped = rotation(2);

        // Then
        assertThat(dropped.inUse()).isEqualTo(inUse(0, primary(2, 1)));
        var sealed = store.find(id).orElseThrow().key().orElseThrow();
        assertThat(sealer(2).open(id, sealed)).contains(KEY);
        assertThat(sealer(1).open(id, sealed)).isEmpty();
    }

    @Test
    void keyThatDoesNotOpenStaysAndItsProfileIsNamed() {
        // Given
        created("main", KEY);
        var lost = created("lost", KEY);
        var sealed = sealer(3).seal(lost, KEY);
        changes.write(version -> {
            store.reseal(lost, sealed);
            return version;
        });

        // When
        var before = Api.get(KEYS_IN_USE).jsonPath();
        var answer = Api.post(RESEAL, Map.of()).jsonPath();

        // Then
        assertThat(before.getInt("sealedByOthers")).isEqualTo(1);
        assertThat(answer.getInt("resealed")).isEqualTo(1);
        assertThat(answer.getList("unopened")).isEqualTo(List.of("lost"));
        assertThat(store.find(lost).orElseThrow().key().orElseThrow().sealed())
                .isEqualTo(sealed.sealed());
    }

    @Test
    void withoutAKeysetNothingIsSealed() {
        // Given
        created("main", KEY);
        var rotation = new KeyRotation(store, changes, new KeySealer(Optional::empty));

        // Then
        assertThat(rotation.inUse()).isEqualTo(inUse(1));
        assertThatThrownBy(() -> rotation.reseal("olga"))
                .hasMessage("no key can be sealed: SECRETS_KEYSET is not set");
    }

    @Test
    void operatorsTokenDoesNotOpenThem() {
        assertThat(Api.asOperator().get(KEYS_IN_USE).statusCode()).isEqualTo(403);
        assertThat(Api.asOperator().post(RESEAL).statusCode()).isEqualTo(403);
    }

    private static UUID created(String name, String key) {
        var body =
                key == null
                        ? Map.of("name", name, "provider", "gemini")
                        : Map.of("name", name, "provider", "gemini", "key", key);
        return UUID.fromString(Api.post("/api/v1/ai-profiles", body).jsonPath().getString("id"));
    }

    private KeyRotation rotation(int... keys) {
        return new KeyRotation(store, changes, sealer(keys));
    }

    private static KeySealer sealer(int... keys) {
        return new KeySealer(() -> Optional.of(TestKeyset.of(keys)));
    }

    private static KeysInUseView inUse(int byOthers, KeyInUse... keys) {
        return new KeysInUseView(List.of(keys), byOthers);
    }

    private static KeyInUse primary(long id, int sealed) {
        return new KeyInUse(id, true, sealed);
    }

    private static KeyInUse other(long id, int sealed) {
        return new KeyInUse(id, false, sealed);
    }

    private String newestChange() {
        return SqlStatement.of(
                        "SELECT CAST(to_jsonb(change) AS text) AS line FROM setting_change change"
                                + " ORDER BY version DESC LIMIT 1")
                .first(database, row -> row.getString("line"))
                .orElseThrow();
    }
}
