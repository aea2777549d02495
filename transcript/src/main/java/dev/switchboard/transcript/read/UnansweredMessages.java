package dev.switchboard.transcript.read;

import static dev.switchboard.transcript.sql.Columns.uuid;
import static java.util.stream.Collectors.toMap;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Finds a customer's unanswered messages. */
@ApplicationScoped
public class UnansweredMessages {
    /**
     * Customer's messages since our last message that was sent, or that an operator wrote. A system
     * message without a turn is a delay notice and no answer.
     */
    private static final String SINCE_THE_LAST_ANSWER =
            """
            m.conversation_id = ?
              AND m.direction = 'inbound'
              AND m.created_at <= ?
              AND m.position > coalesce((
                  SELECT max(o.position) FROM message o
                  WHERE o.conversation_id = ? AND o.direction = 'outbound'
                    AND (o.sender_type <> 'system' OR o.turn_id IS NOT NULL)
                    AND ((o.sender_type = 'operator'
                          AND NOT EXISTS (SELECT 1 FROM message_part f WHERE f.reply_id = o.id AND f.state = 'FAILED'))
                         OR EXISTS (SELECT 1 FROM message_part p WHERE p.reply_id = o.id
                                    AND p.state NOT IN ('PENDING', 'SUPPRESSED', 'FAILED')))), 0)
            """;

    /**
     * Messages whose turn was claimed without a reply, or with one that was decided before the
     * ownership changed and so was never sent.
     */
    private static final String UNANSWERED =
            "SELECT "
                    + StoredMessage.COLUMNS
                    + " FROM "
                    + StoredMessage.TABLES
                    + """

                    JOIN turn_answer claimed ON claimed.turn_id = m.turn_id
                    LEFT JOIN reply r ON r.id = claimed.reply_id
                    WHERE (claimed.reply_id IS NULL
                           OR (CAST(r.event ->> 'epoch' AS bigint) < ?
                               AND NOT EXISTS (SELECT 1 FROM message_part p WHERE p.reply_id = r.id
                                               AND p.state NOT IN ('PENDING', 'SUPPRESSED', 'FAILED'))))
                      AND
                    """
                    + SINCE_THE_LAST_ANSWER
                    + "ORDER BY m.position DESC LIMIT ?";

    private static final String UNCLAIMED =
            """
            SELECT m.turn_id FROM message m
            WHERE m.turn_id IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM turn_answer t WHERE t.turn_id = m.turn_id)
              AND
            """
                    + SINCE_THE_LAST_ANSWER
                    + "GROUP BY m.turn_id ORDER BY min(m.position)";

    private static final String REASONS =
            """
            SELECT m.id, claimed.reason FROM message m
            JOIN turn_answer claimed ON claimed.turn_id = m.turn_id
            WHERE m.id = ANY (CAST(? AS uuid[])) AND m.direction = 'inbound' AND claimed.reason IS NOT NULL
            """;

    private final Database database;

    UnansweredMessages(Database database) {
        this.database = database;
    }

    /**
     * Returns the turns of unanswered messages that are not claimed yet, in their order, which is
     * also the order in which workers claim several.
     */
    public List<TurnId> unclaimed(ConversationId conversation, Instant until) {
        return SqlStatement.of(UNCLAIMED, conversation.value(), until, conversation.value())
                .rows(database, row -> new TurnId(uuid(row, "turn_id")));
    }

    /** Returns the reasons for which messages were deliberately left unanswered. */
    public Map<MessageId, String> reasons(List<MessageId> messages) {
        var ids = messages.stream().map(MessageId::toString).toArray(String[]::new);
        return SqlStatement.of(REASONS, (Object) ids)
                .rows(
                        database,
                        row -> Map.entry(new MessageId(uuid(row, "id")), row.getString("reason")))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Returns the unanswered messages whose turns are claimed, in order of arrival; at most the
     * newest {@code max}.
     *
     * @param until messages recorded later are left out
     * @param epoch the current epoch
     */
    public List<StoredMessage> in(ConversationId conversation, Instant until, long epoch, int max) {
        return SqlStatement.of(
                        UNANSWERED, epoch, conversation.value(), until, conversation.value(), max)
                .rows(database, StoredMessage::of)
                .reversed();
    }
}
