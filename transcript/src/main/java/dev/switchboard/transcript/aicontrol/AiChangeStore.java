package dev.switchboard.transcript.aicontrol;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.instant;
import static dev.switchboard.transcript.sql.Columns.optionalText;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.aicontrol.AiChange.Kind;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores the changes that operators make to the AI, with actor, time and reason. */
@ApplicationScoped
public class AiChangeStore {
    private static final String INSERT =
            """
            INSERT INTO ai_change (kind, business, conversation_id, changed_by, reason, at)
            VALUES (?, ?, CAST(? AS uuid), ?, ?, clock_timestamp())
            """;

    private static final String NEWEST =
            """
            SELECT kind, business, conversation_id, changed_by, reason, at FROM ai_change
            ORDER BY id DESC LIMIT ?
            """;

    private final Database database;

    AiChangeStore(Database database) {
        this.database = database;
    }

    /** Records a change of the AI as a whole. */
    void record(Kind kind, String actor, @Nullable String reason) {
        insert(kind, null, null, actor, reason);
    }

    /** Records a change of a business number. */
    void record(Kind kind, String business, String actor, @Nullable String reason) {
        insert(kind, business, null, actor, reason);
    }

    /** Records a change of a conversation. */
    public void record(
            Kind kind, ConversationId conversation, String actor, @Nullable String reason) {
        insert(kind, null, conversation, actor, reason);
    }

    private void insert(
            Kind kind,
            @Nullable String business,
            @Nullable ConversationId conversation,
            String actor,
            @Nullable String reason) {
        SqlStatement.of(
                        INSERT,
                        kind.name(),
                        business,
                        conversation == null ? null : conversation.toString(),
                        actor,
                        reason)
                .run(database);
    }

    /** Returns the newest changes, the newest first. */
    public List<AiChange> newest(int max) {
        return SqlStatement.of(NEWEST, max).rows(database, AiChangeStore::change);
    }

    private static AiChange change(ResultSet row) throws SQLException {
        return new AiChange(
                constant(Kind.class, row, "kind"),
                optionalText(row, "business"),
                Optional.ofNullable(row.getObject("conversation_id", UUID.class))
                        .map(ConversationId::new),
                row.getString("changed_by"),
                optionalText(row, "reason"),
                instant(row, "at"));
    }
}
