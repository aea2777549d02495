package dev.switchboard.transcript.session;

/**
 * Update of a conversation's session by messages, as the last part of an {@code ON CONFLICT}
 * update. The row to insert has the session that the messages would begin: of several the last one,
 * and as its number how many. Only the newest message moves the end of a session that goes on.
 */
public final class SessionUpdate {
    /** Time from which a message begins a session: 24 hours where no session is recorded. */
    private static final String END =
            "coalesce(conversation.session_ends_at, conversation.last_activity_at + interval '24"
                    + " hours')";

    private static final String BEGINS = "excluded.session_started_at >= " + END;

    /** Assignments, with {@link #parameter} as their only parameter. */
    public static final String SQL =
            """
                session_number = conversation.session_number
                    + CASE WHEN NOT (%1$s) THEN 0
                           WHEN excluded.started_at >= %2$s THEN excluded.session_number
                           ELSE excluded.session_number - 1 END,
                session_started_at =
                    CASE WHEN %1$s THEN excluded.session_started_at
                         ELSE coalesce(conversation.session_started_at, conversation.started_at) END,
                session_history_from = CASE WHEN NOT (%1$s) THEN conversation.session_history_from END,
                session_ends_at =
                    CASE WHEN %1$s THEN excluded.session_ends_at
                         WHEN excluded.last_activity_at >= conversation.last_activity_at
                         THEN least(excluded.session_ends_at,
                                    coalesce(conversation.session_started_at, conversation.started_at)
                                        + CAST(? AS interval))
                         ELSE conversation.session_ends_at END
            """
                    .formatted(BEGINS, END);

    private SessionUpdate() {}

    /** Returns the maximum age of a session, as PostgreSQL reads an interval. */
    public static String parameter(SessionMode mode) {
        return mode.maxAge().toString();
    }
}
