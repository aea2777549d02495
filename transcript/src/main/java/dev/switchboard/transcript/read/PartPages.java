package dev.switchboard.transcript.read;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.instant;
import static dev.switchboard.transcript.sql.Columns.optionalConstant;
import static dev.switchboard.transcript.sql.Columns.optionalText;
import static dev.switchboard.transcript.sql.Columns.uuid;

import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.transcript.message.SenderType;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.read.PartSummary.Decision;
import dev.switchboard.transcript.sql.Columns;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads parts by state, with their conversation and customer. */
@ApplicationScoped
public class PartPages {
    private static final String SUMMARY =
            """
            SELECT p.reply_id, p.number, p.total, p.text, p.media_urls, p.state,
                   p.failure_code, p.failure_text, p.provider_message_id, p.attempts, p.created_at, p.updated_at,
                   c.channel, c.business_id, c.business_phone, c.customer, c.writes_from, c.customer_name, m.sender_type,
                   decided.decision, decided.decided_by, decided.at AS decided_at
            FROM message_part p
            JOIN conversation c ON c.id = p.conversation_id
            LEFT JOIN message m ON m.id = p.reply_id
            LEFT JOIN LATERAL (
                SELECT d.decision, d.decided_by, d.at FROM part_decision d
                WHERE d.reply_id = p.reply_id AND d.number = p.number
                ORDER BY d.id DESC LIMIT 1) decided ON true
            """;

    /** Query with the state in its text, so that the planner knows how many parts are in it. */
    private static final String PAGE =
            SUMMARY
                    + """
                    WHERE p.listed_state = '%s'
                      AND (CAST(? AS timestamptz) IS NULL OR p.listed_since < ?
                           OR (p.listed_since = ? AND (p.reply_id, p.number) > (CAST(? AS uuid), ?)))
                    ORDER BY p.listed_since DESC, p.reply_id, p.number
                    LIMIT ?
                    """;

    private static final String ONE = SUMMARY + "WHERE p.reply_id = ? AND p.number = ?";

    private final Database database;

    PartPages(Database database) {
        this.database = database;
    }

    /**
     * Returns at most {@code max} parts in this state, the latest to reach it first; none in a
     * state that the provider reports.
     *
     * @param before only those that come after this place in the list
     */
    @TimeLimited
    public List<PartSummary> page(PartState state, @Nullable Cursor before, int max) {
        var at = before == null ? null : before.at();
        return SqlStatement.of(
                        PAGE.formatted(state.name()),
                        at,
                        at,
                        at,
                        before == null ? null : before.id(),
                        before == null ? 0 : before.number(),
                        max)
                .rows(database, PartPages::summary);
    }

    @TimeLimited
    public Optional<PartSummary> find(PartId part) {
        return SqlStatement.of(ONE, part.reply().value(), part.number())
                .first(database, PartPages::summary);
    }

    private static PartSummary summary(ResultSet row) throws SQLException {
        return new PartSummary(
                new PartId(new ReplyId(uuid(row, "reply_id")), row.getInt("number")),
                row.getInt("total"),
                Columns.conversationKey(row),
                optionalText(row, "customer_name"),
                optionalConstant(SenderType.class, row, "sender_type"),
                PartContent.of(row),
                constant(PartState.class, row, "state"),
                PartFailure.of(row),
                optionalText(row, "provider_message_id"),
                row.getInt("attempts"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                decision(row));
    }

    private static Optional<Decision> decision(ResultSet row) throws SQLException {
        var action = row.getString("decision");
        return action == null
                ? Optional.empty()
                : Optional.of(
                        new Decision(
                                action, row.getString("decided_by"), instant(row, "decided_at")));
    }
}
