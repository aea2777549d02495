package dev.switchboard.transcript.read;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.instant;
import static dev.switchboard.transcript.sql.Columns.optionalText;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the history of a conversation's ownership. */
@ApplicationScoped
public class OwnershipHistory {
    private static final int MAX_CHANGES = 1_000;
    private static final String CHANGES =
            """
            SELECT from_holder, to_holder, epoch, changed_by, reason, at
            FROM control_change WHERE conversation_id = ? ORDER BY epoch DESC LIMIT ?
            """;
    private static final String HELD_SINCE_BEFORE =
            """
            SELECT 1 FROM conversation_control held
            WHERE held.conversation_id = ? AND held.holder = 'OPERATOR'
              AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = ? AND m.created_at < held.changed_at)
            """;

    private final Database database;

    OwnershipHistory(Database database) {
        this.database = database;
    }

    /** Returns the newest thousand changes of ownership, the newest first. */
    public List<OwnershipChange> of(ConversationId conversation) {
        return SqlStatement.of(CHANGES, conversation.value(), MAX_CHANGES)
                .rows(database, OwnershipHistory::change);
    }

    /**
     * Returns whether an operator has owned the conversation since before a message of the other
     * one was recorded.
     */
    public boolean isHeldSinceBefore(ConversationId held, ConversationId other) {
        return SqlStatement.of(HELD_SINCE_BEFORE, held.value(), other.value())
                .firstNumber(database)
                .isPresent();
    }

    private static OwnershipChange change(ResultSet row) throws SQLException {
        return new OwnershipChange(
                constant(Owner.class, row, "from_holder"),
                constant(Owner.class, row, "to_holder"),
                row.getLong("epoch"),
                row.getString("changed_by"),
                optionalText(row, "reason"),
                instant(row, "at"));
    }

    /** Change of ownership. */
    public record OwnershipChange(
            Owner from,
            Owner to,
            long epoch,
            String changedBy,
            Optional<String> reason,
            Instant at) {}
}
