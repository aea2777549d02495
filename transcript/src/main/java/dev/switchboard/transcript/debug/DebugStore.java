package dev.switchboard.transcript.debug;

import static dev.switchboard.transcript.sql.Columns.instant;
import static dev.switchboard.transcript.sql.Columns.uuid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.aicontrol.AiChange.Kind;
import dev.switchboard.transcript.aicontrol.AiChangeStore;
import dev.switchboard.transcript.debug.DebugEntry.Line;
import dev.switchboard.transcript.debug.DebugEntry.PersonaVersion;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.RoundTrip;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores the debug mode of conversations, and what their newest replies were made of. Each switch
 * is recorded with its actor.
 */
@ApplicationScoped
public class DebugStore {
    public static final int MAX_ENTRIES = 20;

    private static final String SET =
            "UPDATE conversation SET debug = ? WHERE id = ? AND debug <> ?";
    private static final String IS_ENABLED = "SELECT debug FROM conversation WHERE id = ?";

    /** Only where the reply is stored, as in its claim's transaction it is not always. */
    private static final String KEEP =
            """
            INSERT INTO debug_entry (reply_id, conversation_id, entry, system, history,
                                     persona_id, persona_name, persona_version, profile)
            SELECT reply.id, reply.conversation_id, ?, ?, CAST(? AS jsonb),
                   CAST(nullif(?, '') AS uuid), nullif(?, ''), nullif(?, -1), ?
            FROM reply WHERE reply.id = ?
            ON CONFLICT (reply_id) DO NOTHING
            """;

    private static final String DROP_OLDER =
            """
            DELETE FROM debug_entry WHERE reply_id IN (
                SELECT reply_id FROM debug_entry WHERE conversation_id = ? ORDER BY at DESC OFFSET ?)
            """;

    private static final String NEWEST =
            """
            SELECT entry.reply_id, entry.at, entry.entry, entry.system, CAST(entry.history AS text) AS history,
                   entry.persona_id, entry.persona_name, entry.persona_version, entry.profile,
                   reply.settings_version, coalesce(reply.cached, false) AS cached
            FROM debug_entry entry LEFT JOIN reply ON reply.id = entry.reply_id
            WHERE entry.conversation_id = ? ORDER BY entry.at DESC LIMIT ?
            """;

    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};

    private final Database database;
    private final AiChangeStore changes;

    DebugStore(Database database, AiChangeStore changes) {
        this.database = database;
        this.changes = changes;
    }

    /** Switches the debug mode of a known conversation. */
    public void set(
            ConversationId conversation, boolean enabled, String actor, @Nullable String reason) {
        database.runInTransaction(() -> {
            var changed =
                    SqlStatement.of(SET, enabled, conversation.value(), enabled).update(database);
            if (changed == 1) {
                changes.record(
                        enabled ? Kind.DEBUG_ON : Kind.DEBUG_OFF, conversation, actor, reason);
            }
        });
    }

    public boolean isEnabled(ConversationId conversation) {
        return SqlStatement.of(IS_ENABLED, conversation.value())
                .first(database, row -> row.getBoolean("debug"))
                .orElse(false);
    }

    /** Adds to the round trip that the entry is kept, if the reply is stored by then. */
    public static void keep(RoundTrip trip, ReplyDecided reply, DebugEntry entry) {
        var persona = entry.persona();
        trip.add(
                SqlStatement.of(
                        KEEP,
                        entry.entry(),
                        entry.system(),
                        written(entry.history()),
                        persona.map(it -> it.id().toString()).orElse(""),
                        persona.map(PersonaVersion::name).orElse(""),
                        persona.map(PersonaVersion::version).orElse(-1L),
                        entry.profile(),
                        reply.id().value()));
        trip.add(SqlStatement.of(DROP_OLDER, reply.conversation().id().value(), MAX_ENTRIES));
    }

    /** Returns the newest replies that have an entry, the newest first. */
    public List<DebuggedReply> newest(ConversationId conversation) {
        return SqlStatement.of(NEWEST, conversation.value(), MAX_ENTRIES)
                .rows(database, DebugStore::reply);
    }

    private static DebuggedReply reply(ResultSet row) throws SQLException {
        var version = row.getObject("settings_version", Long.class);
        return new DebuggedReply(
                new ReplyId(uuid(row, "reply_id")),
                instant(row, "at"),
                version == null ? OptionalLong.empty() : OptionalLong.of(version),
                row.getBoolean("cached"),
                new DebugEntry(
                        row.getString("entry"),
                        row.getString("system"),
                        read(row.getString("history")),
                        persona(row),
                        row.getString("profile")));
    }

    private static Optional<PersonaVersion> persona(ResultSet row) throws SQLException {
        var id = row.getObject("persona_id", UUID.class);
        return id == null
                ? Optional.empty()
                : Optional.of(
                        new PersonaVersion(
                                id, row.getString("persona_name"), row.getLong("persona_version")));
    }

    private static String written(List<Line> history) {
        try {
            return Json.mapper().writeValueAsString(history);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write a history", e);
        }
    }

    private static List<Line> read(String history) {
        try {
            return Json.mapper().readValue(history, LINES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable history of a debug entry", e);
        }
    }
}
