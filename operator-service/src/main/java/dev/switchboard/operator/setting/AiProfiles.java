package dev.switchboard.operator.setting;

import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.AiProfileStore;
import dev.switchboard.transcript.setting.FallbackOrder;
import dev.switchboard.transcript.setting.KeySealer;
import dev.switchboard.transcript.setting.PersonaStore;
import dev.switchboard.transcript.setting.SealedKey;
import dev.switchboard.transcript.setting.SettingChanges;
import dev.switchboard.transcript.setting.SettingChanges.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes of AI profiles. Keys are sealed before they are stored. */
@ApplicationScoped
class AiProfiles {
    /** Each worker has a model for each. */
    static final int MAX_PROFILES = 50;

    /** Name of the profile that the environment of ai-worker sets. */
    private static final String BUILT_IN = "env";

    /** All that a header can have. */
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

    private static final String KIND = "ai_profile";

    private final AiProfileStore store;
    private final PersonaStore personas;
    private final SettingChanges changes;
    private final KeySealer keys;

    AiProfiles(
            AiProfileStore store, PersonaStore personas, SettingChanges changes, KeySealer keys) {
        this.store = store;
        this.personas = personas;
        this.changes = changes;
        this.keys = keys;
    }

    List<AiProfile> all() {
        return store.all();
    }

    AiProfile one(UUID id) {
        return store.find(id)
                .orElseThrow(
                        () -> RefusedRequest.unknown("id", "there is no AI profile of this id"));
    }

    AiProfile create(AiProfileRequest body, String by) {
        var id = UUID.randomUUID();
        var values = body.values();
        var key = sealed(id, body.key());
        return changes.write(version -> {
            var all = store.all();
            if (all.size() >= MAX_PROFILES) {
                throw RefusedRequest.conflicting(
                        "name", "there are " + MAX_PROFILES + " AI profiles, which is the maximum");
            }
            check(id, values, all);
            var created = new AiProfile(id, version, values, key);
            store.insert(created);
            keep(version, by, id, null, created);
            return created;
        });
    }

    /**
     * @param condition the header {@code If-Match}
     */
    AiProfile replace(UUID id, @Nullable String condition, AiProfileRequest body, String by) {
        var values = body.values();
        var key = sealed(id, body.key());
        return changes.write(version -> {
            var before = one(id);
            Precondition.check(condition, before.version());
            check(id, values, store.all());
            var after =
                    new AiProfile(
                            id, version, values, body.key() == null ? kept(before, values) : key);
            store.update(after);
            keep(version, by, id, before, after);
            return after;
        });
    }

    /** A key stays with its host: whoever changes that must know the key. */
    private static Optional<SealedKey> kept(AiProfile before, AiProfile.Values values) {
        var isSameHost =
                before.values().provider().equals(values.provider())
                        && before.values().baseUrl().equals(values.baseUrl());
        if (before.key().isPresent() && !isSameHost) {
            throw RefusedRequest.invalid(
                    "key", "key must be given again where provider or baseUrl change");
        }
        return before.key();
    }

    void delete(UUID id, @Nullable String condition, String by) {
        changes.write(version -> {
            var before = one(id);
            Precondition.check(condition, before.version());
            checkUnused(id);
            store.delete(id);
            keep(version, by, id, before, null);
            return id;
        });
    }

    private void checkUnused(UUID id) {
        personas.all().stream()
                .filter(persona -> persona.values().profile().filter(id::equals).isPresent())
                .findFirst()
                .ifPresent(persona -> {
                    throw inUse("persona", persona.values().name());
                });
        store.all().stream()
                .filter(profile -> profile.values().fallbacks().contains(id))
                .findFirst()
                .ifPresent(profile -> {
                    throw inUse("AI profile", profile.values().name());
                });
    }

    private static RefusedRequest inUse(String kind, String name) {
        return RefusedRequest.conflicting("id", "the %s %s uses it".formatted(kind, name));
    }

    private static void check(UUID id, AiProfile.Values values, List<AiProfile> all) {
        checkName(id, values, all);
        checkFallbacks(id, values, all);
    }

    private static void checkName(UUID id, AiProfile.Values values, List<AiProfile> all) {
        var isTaken =
                values.name().equalsIgnoreCase(BUILT_IN)
                        || all.stream()
                                .anyMatch(other ->
                                        !other.id().equals(id)
                                                && other.values().name().equals(values.name()));
        if (isTaken) {
            throw RefusedRequest.conflicting("name", "another AI profile has this name");
        }
    }

    private static void checkFallbacks(UUID id, AiProfile.Values values, List<AiProfile> all) {
        for (var fallback : values.fallbacks()) {
            if (fallback.equals(id) || all.stream().noneMatch(it -> it.id().equals(fallback))) {
                throw RefusedRequest.invalid(
                        "fallbacks", "fallbacks must be ids of other AI profiles");
            }
        }
        if (withFallbacks(id, values, all).returnsTo(id)) {
            throw RefusedRequest.invalid(
                    "fallbacks", "fallbacks must not lead back to this AI profile");
        }
    }

    private static FallbackOrder withFallbacks(
            UUID id, AiProfile.Values values, List<AiProfile> all) {
        var changed = new AiProfile(id, 0, values, Optional.empty());
        var others = all.stream().filter(profile -> !profile.id().equals(id));
        return new FallbackOrder(Stream.concat(others, Stream.of(changed)).toList());
    }

    private Optional<SealedKey> sealed(UUID id, @Nullable String key) {
        if (key == null || key.isBlank()) {
            return Optional.empty();
        }
        if (!KEY.matcher(key.strip()).matches()) {
            throw RefusedRequest.invalid("key", "key must be one word of ASCII characters");
        }
        if (!keys.isAvailable()) {
            throw RefusedRequest.conflicting(
                    "key", "no key can be stored: SECRETS_KEYSET is not set");
        }
        return Optional.of(keys.seal(id, key.strip()));
    }

    private void keep(
            long version,
            String by,
            UUID id,
            @Nullable AiProfile before,
            @Nullable AiProfile after) {
        changes.keep(version, Change.of(by, KIND, id, before, after, AiProfileView::of));
    }
}
