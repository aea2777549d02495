package dev.switchboard.transcript.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.session.SessionMode;
import dev.switchboard.transcript.session.SessionMode.Daily;
import dev.switchboard.transcript.session.SessionMode.Fixed;
import dev.switchboard.transcript.session.SessionMode.Never;
import dev.switchboard.transcript.session.SessionMode.Sliding;
import dev.switchboard.transcript.setting.Persona.Audience;
import dev.switchboard.transcript.setting.PersonaRules.Answer;
import dev.switchboard.transcript.setting.PersonaRules.Debug;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
import dev.switchboard.transcript.setting.SettingChanges.Change;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class SettingStoresTest {
    @Inject SettingChanges changes;
    @Inject AiProfileStore profiles;
    @Inject PersonaStore personas;
    @Inject CustomTextStore texts;
    @Inject AiSettingsReader reader;
    @Inject Database database;

    @Test
    void settingsAreReadAsTheyWereWritten() {
        // Given
        var name = UUID.randomUUID().toString();
        var fallback = UUID.randomUUID();
        var full =
                new AiProfile.Values(
                        name,
                        "gemini",
                        Optional.of("gemini-2.5-pro"),
                        Optional.of("https://models.example/v1beta"),
                        2000,
                        OptionalDouble.of(0.1),
                        OptionalInt.of(-1),
                        Duration.ofMillis(1_500),
                        7,
                        List.of(fallback),
                        true);
        var key = new SealedKey(new byte[] {1, 2, 3}, "…1234");
        var audience =
                List.of(Audience.ofBusiness(name), Audience.ofCustomer(name), Audience.DEFAULT);

        // When
        var version =
                changes.write(raised -> {
                    var profile = new AiProfile(fallback, raised, full, Optional.of(key));
                    profiles.insert(profile);
                    personas.write(
                            new Persona(
                                    fallback,
                                    raised,
                                    new Persona.Values(
                                            name,
                                            "You are Zed.",
                                            "Be brief.",
                                            audience,
                                            Optional.of(fallback),
                                            Optional.of("pt-BR"),
                                            OptionalInt.of(3))));
                    texts.write(new CustomText(new CustomText.Key(name, "1415", ""), raised, "Hm"));
                    return raised;
                });
        var read = reader.read();

        // Then
        assertThat(read.version()).isEqualTo(version).isEqualTo(reader.version());
        assertThat(read.profiles())
                .filteredOn(profile -> profile.id().equals(fallback))
                .singleElement()
                .satisfies(profile -> {
                    assertThat(profile.version()).isEqualTo(version);
                    assertThat(profile.values()).isEqualTo(full);
                    assertThat(profile.key().orElseThrow().sealed()).containsExactly(1, 2, 3);
                });
        assertThat(read.personas())
                .filteredOn(persona -> persona.id().equals(fallback))
                .singleElement()
                .satisfies(persona -> {
                    assertThat(persona.values().audience())
                            .containsExactlyInAnyOrderElementsOf(audience);
                    assertThat(persona.values().language()).contains("pt-BR");
                    assertThat(persona.values().contextMessages()).hasValue(3);
                });
        assertThat(personas.find(fallback))
                .isEqualTo(
                        read.personas().stream()
                                .filter(persona -> persona.id().equals(fallback))
                                .findFirst());
        assertThat(texts.find(new CustomText.Key(name, "1415", "")))
                .map(CustomText::text)
                .contains("Hm");
        changes.write(raised -> {
            personas.delete(fallback);
            profiles.delete(fallback);
            texts.delete(new CustomText.Key(name, "1415", ""));
            return raised;
        });
        assertThat(profiles.find(fallback)).isEmpty();
        assertThat(personas.find(fallback)).isEmpty();
    }

    static Stream<SessionMode> modes() {
        return Stream.of(
                new Sliding(Duration.ofMinutes(30), Duration.ofHours(8)),
                new Fixed(Duration.ofDays(7)),
                new Daily(ZoneId.of("Europe/Berlin")),
                new Never());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void rulesOfAPersonaAreReadAsTheyWereWritten(SessionMode mode) {
        // Given
        var id = UUID.randomUUID();
        var rules =
                new PersonaRules(
                        Answer.LISTED,
                        Unlisted.DROPPED,
                        Optional.of(mode),
                        OptionalInt.of(0),
                        OptionalInt.of(500),
                        Debug.CUSTOMER,
                        OptionalInt.of(10));

        // When
        write(id, rules);

        // Then
        assertThat(personas.find(id).orElseThrow().values().rules()).isEqualTo(rules);

        // When
        write(id, PersonaRules.DEFAULT);

        // Then
        assertThat(personas.find(id).orElseThrow().values().rules())
                .isEqualTo(PersonaRules.DEFAULT);
    }

    private void write(UUID id, PersonaRules rules) {
        changes.write(version -> {
            personas.write(
                    new Persona(
                            id,
                            version,
                            new Persona.Values(
                                    id.toString(),
                                    "",
                                    "Be brief.",
                                    List.of(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    OptionalInt.empty(),
                                    rules)));
            return version;
        });
    }

    @Test
    void profileMayLackAllThatIsOptional() {
        // Given
        var id = UUID.randomUUID();
        var bare = values(id.toString());

        // When
        changes.write(version -> {
            profiles.insert(new AiProfile(id, version, bare, Optional.empty()));
            return version;
        });

        // Then
        assertThat(profiles.find(id).orElseThrow().values()).isEqualTo(bare);
        assertThat(profiles.find(id).orElseThrow().key()).isEmpty();
    }

    @Test
    void resealedKeyLeavesTheProfileAtItsVersion() {
        // Given
        var id = UUID.randomUUID();
        var key = new SealedKey(new byte[] {1, 2, 3}, "…1234");
        var before =
                changes.write(version -> {
                    profiles.insert(
                            new AiProfile(id, version, values(id.toString()), Optional.of(key)));
                    return version;
                });

        // When
        changes.write(version -> {
            profiles.reseal(id, new SealedKey(new byte[] {4, 5}, "…1234"));
            return version;
        });

        // Then
        var profile = profiles.find(id).orElseThrow();
        assertThat(profile.version()).isEqualTo(before);
        assertThat(profile.values()).isEqualTo(values(id.toString()));
        assertThat(profile.key().orElseThrow().sealed()).containsExactly(4, 5);
    }

    @Test
    void writeThatFailsLeavesNothingNorAVersion() {
        // Given
        var before = reader.version();
        var id = UUID.randomUUID();

        // When
        assertThatThrownBy(() ->
                        changes.write(version -> {
                            profiles.insert(
                                    new AiProfile(
                                            id, version, values(id.toString()), Optional.empty()));
                            throw new IllegalArgumentException("refused");
                        }))
                .hasMessage("refused");

        // Then
        assertThat(reader.version()).isEqualTo(before);
        assertThat(profiles.find(id)).isEmpty();
    }

    @Test
    void writesAreOneAfterTheOtherEachWithItsVersion() {
        // Given
        var before = reader.version();

        // When
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20)
                    .mapToObj(_ ->
                            CompletableFuture.supplyAsync(
                                    () -> changes.write(version -> version), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }

        // Then
        assertThat(reader.version()).isEqualTo(before + 20);
    }

    @Test
    void changeIsKeptWithWhoMadeIt() {
        // When
        var version =
                changes.write(raised -> {
                    var after = Map.of("name", "main");
                    changes.keep(raised, new Change("olga", "ai_profile", "7", null, after));
                    return raised;
                });

        // Then
        var kept =
                SqlStatement.of(
                                "SELECT changed_by || ' ' || kind || ' ' || subject || ' ' ||"
                                        + " (before IS NULL) || ' ' || (after ->> 'name') AS line"
                                        + " FROM setting_change WHERE version = ?",
                                version)
                        .first(database, row -> row.getString("line"));
        assertThat(kept).contains("olga ai_profile 7 true main");
    }

    private static AiProfile.Values values(String name) {
        return new AiProfile.Values(
                name,
                "gemini",
                Optional.empty(),
                Optional.empty(),
                1000,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Duration.ofSeconds(60),
                1000,
                List.of(),
                false);
    }
}
