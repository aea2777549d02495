package dev.switchboard.transcript.session;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.sql.Columns;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
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

    private final Database database;
    private final SessionMode mode;

    public SessionStore(Database database, SessionMode mode) {
        this.database = database;
        this.mode = mode;
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
        var now =
                SqlStatement.of("SELECT clock_timestamp() AS now")
                        .first(database, row -> Columns.instant(row, "now"))
                        .orElseThrow();
        SqlStatement.of(AFTER_HANDOVER, now, mode.endsAt(now, now), conversation.value())
                .run(database);
    }
}
