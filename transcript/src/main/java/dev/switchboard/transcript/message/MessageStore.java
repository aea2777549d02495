package dev.switchboard.transcript.message;

import static dev.switchboard.transcript.sql.Columns.uuid;
import static java.util.stream.Collectors.toMap;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores the messages. Recording is idempotent by the message's id; the first service to receive a
 * message records it.
 */
@ApplicationScoped
public class MessageStore {
    private static final String INSERT =
            """
            INSERT INTO message (id, conversation_id, direction, sender_type, sender_id, provider_message_id, text,
                                 content, metadata, quotes, provider_time, status, turn_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb), ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String TURNS =
            """
            SELECT id, turn_id FROM message WHERE id = ANY (CAST(? AS uuid[])) AND turn_id IS NOT NULL
            """;
    private static final String MOVE =
            """
            UPDATE message SET turn_id = ? WHERE id = ANY (CAST(? AS uuid[]))
            """;

    private static final String FIND =
            "SELECT "
                    + StoredMessage.COLUMNS
                    + " FROM "
                    + StoredMessage.TABLES
                    + " WHERE m.id = ?";
    private static final String PAGE =
            "SELECT "
                    + StoredMessage.COLUMNS
                    + " FROM "
                    + StoredMessage.TABLES
                    + " WHERE m.conversation_id = ? AND m.position < ?"
                    + " ORDER BY m.position DESC LIMIT ?";

    private final Database database;

    MessageStore(Database database) {
        this.database = database;
    }

    /**
     * @return whether the message was new
     */
    public boolean recordInbound(MessageReceived message, TurnId turn) {
        return insert(MessageRow.of(message, turn));
    }

    /**
     * Returns the turn that each of the messages was recorded with; unrecorded messages are absent.
     */
    public Map<MessageId, TurnId> turnsOf(List<MessageId> recorded) {
        return SqlStatement.of(TURNS, (Object) values(recorded))
                .rows(
                        database,
                        row ->
                                Map.entry(
                                        new MessageId(uuid(row, "id")),
                                        new TurnId(uuid(row, "turn_id"))))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Moves recorded messages to another turn. */
    public void moveTo(TurnId turn, List<MessageId> recorded) {
        SqlStatement.of(MOVE, turn.value(), values(recorded)).run(database);
    }

    private static String[] values(List<MessageId> ids) {
        return ids.stream().map(MessageId::toString).toArray(String[]::new);
    }

    /**
     * Records a message that an operator typed on the paired phone.
     *
     * @return whether the message was new
     */
    public boolean recordTyped(MessageReceived message, String operator) {
        return insert(MessageRow.typed(message, operator));
    }

    /**
     * Records a reply, as {@code queued}.
     *
     * @return whether the reply was new
     */
    public boolean recordReply(ReplyDecided reply) {
        return insert(MessageRow.of(reply));
    }

    /**
     * Returns the newest {@code max} messages of the conversation, in the order in which they were
     * recorded.
     */
    public List<StoredMessage> latest(ConversationId conversation, int max) {
        return page(conversation, Long.MAX_VALUE, max);
    }

    /**
     * Returns the newest {@code max} messages recorded before {@code position}, in the order in
     * which they were recorded.
     */
    public List<StoredMessage> page(ConversationId conversation, long position, int max) {
        return SqlStatement.of(PAGE, conversation.value(), position, max)
                .rows(database, StoredMessage::of)
                .reversed();
    }

    public Optional<StoredMessage> find(MessageId id) {
        return SqlStatement.of(FIND, id.value()).first(database, StoredMessage::of);
    }

    private boolean insert(MessageRow row) {
        return SqlStatement.of(
                                INSERT,
                                row.id(),
                                row.conversation(),
                                row.senderType().direction().wireName(),
                                row.senderType().wireName(),
                                row.senderId(),
                                row.providerMessageId(),
                                row.text(),
                                row.content(),
                                row.metadata(),
                                row.quotes(),
                                row.providerTime(),
                                row.status().wireName(),
                                row.turn())
                        .update(database)
                == 1;
    }
}
