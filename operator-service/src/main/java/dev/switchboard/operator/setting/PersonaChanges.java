package dev.switchboard.operator.setting;

import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.setting.AiProfileStore;
import dev.switchboard.transcript.setting.Persona;
import dev.switchboard.transcript.setting.PersonaIndex;
import dev.switchboard.transcript.setting.PersonaIndex.Match;
import dev.switchboard.transcript.setting.PersonaStore;
import dev.switchboard.transcript.setting.SettingChanges;
import dev.switchboard.transcript.setting.SettingChanges.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes of personas. No two of them answer the same audience. */
@ApplicationScoped
class PersonaChanges {
    /** All of them are in memory at each worker. */
    static final int MAX_PERSONAS = 500;

    private static final String KIND = "persona";

    private final PersonaStore store;
    private final AiProfileStore profiles;
    private final SettingChanges changes;

    PersonaChanges(PersonaStore store, AiProfileStore profiles, SettingChanges changes) {
        this.store = store;
        this.profiles = profiles;
        this.changes = changes;
    }

    List<Persona> all() {
        return store.all();
    }

    Persona one(UUID id) {
        return store.find(id)
                .orElseThrow(() -> RefusedRequest.unknown("id", "there is no persona of this id"));
    }

    /** The persona in force, chosen as ai-worker does; empty where it is the environment's. */
    Optional<Match> effective(@Nullable String customer, List<String> business) {
        return new PersonaIndex(store.all()).match(customer, business);
    }

    Persona create(PersonaRequest body, String by) {
        var values = body.values();
        return changes.write(version -> {
            var all = store.all();
            if (all.size() >= MAX_PERSONAS) {
                throw RefusedRequest.conflicting(
                        "name", "there are " + MAX_PERSONAS + " personas, which is the maximum");
            }
            return written(new Persona(UUID.randomUUID(), version, values), all, null, by);
        });
    }

    /**
     * @param condition the header {@code If-Match}
     */
    Persona replace(UUID id, @Nullable String condition, PersonaRequest body, String by) {
        var values = body.values();
        return changes.write(version -> {
            var before = one(id);
            Precondition.check(condition, before.version());
            return written(new Persona(id, version, values), store.all(), before, by);
        });
    }

    void delete(UUID id, @Nullable String condition, String by) {
        changes.write(version -> {
            var before = one(id);
            Precondition.check(condition, before.version());
            store.delete(id);
            keep(version, by, id, before, null);
            return id;
        });
    }

    private Persona written(
            Persona persona, List<Persona> all, @Nullable Persona before, String by) {
        var others = all.stream().filter(other -> !other.id().equals(persona.id())).toList();
        checkDistinct(persona.values(), others);
        persona.values().profile().ifPresent(this::checkProfile);
        store.write(persona);
        keep(persona.version(), by, persona.id(), before, persona);
        return persona;
    }

    private static void checkDistinct(Persona.Values values, List<Persona> others) {
        for (var other : others) {
            var theirs = other.values();
            if (theirs.name().equals(values.name())) {
                throw RefusedRequest.conflicting("name", "another persona has this name");
            }
            if (theirs.audience().stream().anyMatch(values.audience()::contains)) {
                throw RefusedRequest.conflicting(
                        "audience", "the persona %s has part of it".formatted(theirs.name()));
            }
        }
    }

    private void checkProfile(UUID profile) {
        if (profiles.find(profile).isEmpty()) {
            throw RefusedRequest.invalid("profile", "profile must be the id of an AI profile");
        }
    }

    private void keep(
            long version, String by, UUID id, @Nullable Persona before, @Nullable Persona after) {
        changes.keep(version, Change.of(by, KIND, id, before, after, PersonaView::of));
    }
}
