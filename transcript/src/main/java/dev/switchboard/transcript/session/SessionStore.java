package dev.switchboard.transcript.session;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.transcript.sql.Columns;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Begins sessions of conversations that no message begins: by a reset or a handback. Those that a
 * message begins are {@code ConversationStore}'s.
 */
@ApplicationScoped
public class SessionStore {
    private static final String RESET =
            """
            UPDATE conversation SET
                session_number = session_number + 1, session_started_at = ?, session_ends_at = ?,
                session_history_from = NULL
            WHERE id = ? AND coalesce(session_started_at, started_at) < ?
            """;

    /**
     * The history goes back to what the takeover was about: the customer's messages that nobody had
     * answered then. Whole seconds, as providers have them.
     */
    private static final String AFTER_HANDOVER =
            """
            UPDATE conversation SET
                session_number = session_number + 1, session_started_at = ?, session_ends_at = ?,
                session_history_from = date_trunc('second', least(handover.began_at, handover.asked_at))
            FROM (SELECT control.conversation_id, control.changed_at AS began_at,
                         (SELECT min(asked.provider_time) FROM message asked
                          WHERE asked.conversation_id = control.conversation_id
                            AND asked.direction = 'inbound'
                            AND asked.position > coalesce((
                                SELECT sent.position FROM message sent
                                WHERE sent.conversation_id = control.conversation_id
                                  AND sent.direction = 'outbound'
                                  AND sent.created_at <= control.changed_at
                                  AND EXISTS (SELECT 1 FROM message_part part WHERE part.reply_id = sent.id
                                              AND part.state NOT IN ('PENDING', 'SUPPRESSED', 'FAILED'))
                                ORDER BY sent.position DESC LIMIT 1), 0)) AS asked_at
                  FROM conversation_control control WHERE control.conversation_id = ?) handover
            WHERE conversation.id = handover.conversation_id
            """;

    /** Idempotent, and never back to an earlier message. */
    private static final String FORGET =
            """
            UPDATE conversation SET history_after_position = greatest(history_after_position, last.position)
            FROM (SELECT message.conversation_id, max(message.position) AS position FROM message
                  WHERE %s GROUP BY message.conversation_id) last
            WHERE conversation.id = last.conversation_id
            """;

    private static final String FORGET_ALL = FORGET.formatted("message.conversation_id = ?");
    private static final String FORGET_UP_TO = FORGET.formatted("message.id = ?");

    private static final String NOW_AND_KEY =
            """
            SELECT clock_timestamp() AS now, channel, business_id, business_phone, customer, writes_from
            FROM conversation WHERE id = ?
            """;

    private final Database database;
    private final SessionMode mode;
    private final SessionModes modes;

    /**
     * @param mode of a session that a reset begins, until its first message
     * @param modes of the others
     */
    public SessionStore(Database database, SessionMode mode, SessionModes modes) {
        this.database = database;
        this.mode = mode;
        this.modes = modes;
    }

    /**
     * Begins a session right after this time. Idempotent: does nothing where the current one has
     * begun later.
     *
     * @return whether it began one
     */
    public boolean reset(ConversationId conversation, Instant at) {
        var start = asStored(at).plus(1, ChronoUnit.MICROS);
        return SqlStatement.of(RESET, start, mode.endsAt(start, start), conversation.value(), start)
                        .update(database)
                == 1;
    }

    /** Shows the model nothing of what is recorded of the conversation so far. */
    public void forgetAll(ConversationId conversation) {
        SqlStatement.of(FORGET_ALL, conversation.value()).run(database);
    }

    /** Shows the model nothing of this message and of those recorded before it. */
    public void forgetUpTo(MessageId message) {
        SqlStatement.of(FORGET_UP_TO, message.value()).run(database);
    }

    /** Rounded as PostgreSQL and its driver round what is finer than a microsecond. */
    private static Instant asStored(Instant at) {
        return at.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Begins a session as an operator's ownership ends, with a history of all that was said during
     * it. To be called before the ownership changes, in its transaction.
     */
    public void endHandover(ConversationId conversation) {
        database.requireTransaction();
        SqlStatement.of(NOW_AND_KEY, conversation.value())
                .first(database, SessionStore::begun)
                .ifPresent(begun ->
                        SqlStatement.of(
                                        AFTER_HANDOVER,
                                        begun.at(),
                                        modes.of(begun.key()).endsAt(begun.at(), begun.at()),
                                        conversation.value())
                                .run(database));
    }

    private record Begun(Instant at, ConversationKey key) {}

    private static Begun begun(ResultSet row) throws SQLException {
        return new Begun(Columns.instant(row, "now"), Columns.conversationKey(row));
    }
}
