package dev.switchboard.transcript.setting;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.optionalText;
import static dev.switchboard.transcript.sql.Columns.uuid;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.session.SessionMode;
import dev.switchboard.transcript.setting.Persona.Audience;
import dev.switchboard.transcript.setting.Persona.AudienceKind;
import dev.switchboard.transcript.setting.PersonaRules.Answer;
import dev.switchboard.transcript.setting.PersonaRules.Debug;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Stores personas with those whom they answer. Writes belong into {@link SettingChanges#write}. */
@ApplicationScoped
public class PersonaStore {
    private static final String ALL = "SELECT * FROM persona ORDER BY name";
    private static final String FIND = "SELECT * FROM persona WHERE id = ?";
    private static final String ALL_AUDIENCES =
            "SELECT * FROM persona_audience ORDER BY kind, address";
    private static final String AUDIENCES_OF =
            "SELECT * FROM persona_audience WHERE persona_id = ? ORDER BY kind, address";
    private static final String DELETE = "DELETE FROM persona WHERE id = ?";
    private static final String CLEAR = "DELETE FROM persona_audience WHERE persona_id = ?";

    private static final String WRITE =
            """
            INSERT INTO persona (id, version, name, persona, prompt, profile_id, language, context_messages,
                                 answer, unlisted, session, max_turns, context_tokens, debug, cache_minutes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE
            SET version = excluded.version, name = excluded.name, persona = excluded.persona, prompt = excluded.prompt,
                profile_id = excluded.profile_id, language = excluded.language,
                context_messages = excluded.context_messages, answer = excluded.answer, unlisted = excluded.unlisted,
                session = excluded.session, max_turns = excluded.max_turns,
                context_tokens = excluded.context_tokens, debug = excluded.debug,
                cache_minutes = excluded.cache_minutes
            """;

    private static final String WRITE_AUDIENCES =
            """
            INSERT INTO persona_audience (kind, address, persona_id)
            SELECT given.kind, given.address, ?
            FROM unnest(CAST(? AS text[]), CAST(? AS text[])) AS given (kind, address)
            """;

    private final Database database;

    PersonaStore(Database database) {
        this.database = database;
    }

    /** Returns every persona, by name. */
    public List<Persona> all() {
        Map<UUID, List<Audience>> audiences =
                SqlStatement.of(ALL_AUDIENCES).rows(database, PersonaStore::ownedAudience).stream()
                        .collect(groupingBy(Owned::persona, mapping(Owned::audience, toList())));
        return SqlStatement.of(ALL)
                .rows(
                        database,
                        row -> persona(row, audiences.getOrDefault(uuid(row, "id"), List.of())));
    }

    public Optional<Persona> find(UUID id) {
        var audiences =
                SqlStatement.of(AUDIENCES_OF, id).rows(database, PersonaStore::ownedAudience);
        return SqlStatement.of(FIND, id)
                .first(
                        database,
                        row -> persona(row, audiences.stream().map(Owned::audience).toList()));
    }

    /** Inserts the persona, or replaces it with all that it has. */
    public void write(Persona persona) {
        var values = persona.values();
        var rules = values.rules();
        SqlStatement.of(
                        WRITE,
                        persona.id(),
                        persona.version(),
                        values.name(),
                        values.persona(),
                        values.prompt(),
                        values.profile().orElse(null),
                        values.language().orElse(null),
                        nullable(values.contextMessages().stream()),
                        wireName(rules.answer()),
                        wireName(rules.unlisted()),
                        rules.session().map(PersonaStore::written).orElse(null),
                        nullable(rules.maxTurnsPerMinute().stream()),
                        nullable(rules.contextTokens().stream()),
                        wireName(rules.debug()),
                        nullable(rules.cacheMinutes().stream()))
                .run(database);
        SqlStatement.of(CLEAR, persona.id()).run(database);
        SqlStatement.of(
                        WRITE_AUDIENCES,
                        persona.id(),
                        values.audience().stream()
                                .map(audience -> wireName(audience.kind()))
                                .toArray(String[]::new),
                        values.audience().stream().map(Audience::address).toArray(String[]::new))
                .run(database);
    }

    public void delete(UUID id) {
        SqlStatement.of(DELETE, id).run(database);
    }

    /** Row of {@code persona_audience}. */
    private record Owned(UUID persona, Audience audience) {}

    private static Owned ownedAudience(ResultSet row) throws SQLException {
        return new Owned(
                uuid(row, "persona_id"),
                new Audience(constant(AudienceKind.class, row, "kind"), row.getString("address")));
    }

    private static Persona persona(ResultSet row, List<Audience> audience) throws SQLException {
        return new Persona(
                uuid(row, "id"),
                row.getLong("version"),
                new Persona.Values(
                        row.getString("name"),
                        row.getString("persona"),
                        row.getString("prompt"),
                        audience,
                        Optional.ofNullable(row.getObject("profile_id", UUID.class)),
                        optionalText(row, "language"),
                        optionalInt(row, "context_messages"),
                        rules(row)));
    }

    private static PersonaRules rules(ResultSet row) throws SQLException {
        return new PersonaRules(
                constant(Answer.class, row, "answer"),
                constant(Unlisted.class, row, "unlisted"),
                optionalText(row, "session").map(PersonaStore::read),
                optionalInt(row, "max_turns"),
                optionalInt(row, "context_tokens"),
                constant(Debug.class, row, "debug"),
                optionalInt(row, "cache_minutes"));
    }

    private static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Integer nullable(IntStream oneOrNone) {
        return oneOrNone.boxed().findFirst().orElse(null);
    }

    private static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, Integer.class);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static String written(SessionMode mode) {
        try {
            return Json.mapper().writerFor(SessionMode.class).writeValueAsString(mode);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write a session mode", e);
        }
    }

    private static SessionMode read(String mode) {
        try {
            return Json.mapper().readValue(mode, SessionMode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable session mode of a persona", e);
        }
    }
}
