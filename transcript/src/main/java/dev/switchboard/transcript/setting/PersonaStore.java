package dev.switchboard.transcript.setting;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.optionalText;
import static dev.switchboard.transcript.sql.Columns.uuid;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.switchboard.transcript.setting.Persona.Audience;
import dev.switchboard.transcript.setting.Persona.AudienceKind;
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
            INSERT INTO persona (id, version, name, persona, prompt, profile_id, language, context_messages)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE
            SET version = excluded.version, name = excluded.name, persona = excluded.persona, prompt = excluded.prompt,
                profile_id = excluded.profile_id, language = excluded.language,
                context_messages = excluded.context_messages
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
        SqlStatement.of(
                        WRITE,
                        persona.id(),
                        persona.version(),
                        values.name(),
                        values.persona(),
                        values.prompt(),
                        values.profile().orElse(null),
                        values.language().orElse(null),
                        values.contextMessages().isPresent()
                                ? values.contextMessages().getAsInt()
                                : null)
                .run(database);
        SqlStatement.of(CLEAR, persona.id()).run(database);
        SqlStatement.of(
                        WRITE_AUDIENCES,
                        persona.id(),
                        values.audience().stream()
                                .map(audience -> audience.kind().name().toLowerCase(Locale.ROOT))
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
        var contextMessages = row.getObject("context_messages", Integer.class);
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
                        contextMessages == null
                                ? OptionalInt.empty()
                                : OptionalInt.of(contextMessages)));
    }
}
