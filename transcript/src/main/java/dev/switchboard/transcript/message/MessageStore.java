package dev.switchboard.transcript.message;

import static dev.switchboard.transcript.sql.Columns.uuid;
import static java.util.stream.Collectors.toMap;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.DatabaseException;
import dev.switchboard.transcript.sql.RoundTrip;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Stores the messages. Recording is idempotent by the message's id; the first service to receive a
 * message records it.
 */
@ApplicationScoped
public class MessageStore {
    private static final String IF_NEW = "ON CONFLICT (id) DO NOTHING";

    /** Condition of an insert of several rows: all are inserted, in their order, or none. */
    private static final String IF_ALL_NEW =
            """
            WHERE NOT EXISTS (SELECT 1 FROM message WHERE id = ANY (CAST(? AS uuid[])))
            ORDER BY number
            RETURNING id
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
            "SELECT " + StoredMessage.COLUMNS + " FROM " + StoredMessage.TABLES + " WHERE m.id = ?";
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
     * Adds to the round trip that a turn's messages are recorded, all or none. It fails with a
     * {@linkplain DatabaseException#isUniqueViolation unique violation} where one of them is
     * recorded at the same time.
     *
     * @return the ids of the messages; none if one of them was recorded before
     */
    public Supplier<List<MessageId>> recordInbound(RoundTrip trip, TurnReady turn) {
        var rows =
                turn.messages().stream().map(message -> MessageRow.of(message, turn.id())).toList();
        var ids = values(turn.messages().stream().map(MessageReceived::id).toList());
        return trip.add(
                MessageInsert.of(rows).plus(IF_ALL_NEW, (Object) ids),
                row -> new MessageId(uuid(row, "id")));
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
     * Insert that {@link #recordReply} makes, for a statement with joins and conditions behind it.
     */
    public static SqlStatement insertOf(ReplyDecided reply) {
        return MessageInsert.of(List.of(MessageRow.of(reply)));
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
        return page(conversation.value(), position, max)
                .rows(database, StoredMessage::of)
                .reversed();
    }

    /** Adds the read of {@link #latest} to the round trip. */
    public Supplier<List<StoredMessage>> latest(
            RoundTrip trip, ConversationId conversation, int max) {
        var newestFirst =
                trip.add(page(conversation.value(), Long.MAX_VALUE, max), StoredMessage::of);
        return () -> newestFirst.get().reversed();
    }

    private static SqlStatement page(UUID conversation, long position, int max) {
        return SqlStatement.of(PAGE, conversation, position, max);
    }

    public Optional<StoredMessage> find(MessageId id) {
        return SqlStatement.of(FIND, id.value()).first(database, StoredMessage::of);
    }

    private boolean insert(MessageRow row) {
        return MessageInsert.of(List.of(row)).plus(IF_NEW).update(database) == 1;
    }
}
