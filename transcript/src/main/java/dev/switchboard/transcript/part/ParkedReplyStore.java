package dev.switchboard.transcript.part;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.Json;
import dev.switchboard.common.wire.UndecodableException;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Stores parked replies: they wait outside of their lanes because their number has its quota in
 * flight.
 */
@ApplicationScoped
public class ParkedReplyStore {
    private static final String PARK =
            """
            INSERT INTO parked_reply (reply_id, conversation_id, channel, business_id, partition, event)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (reply_id) DO NOTHING
            """;

    private static final String WAITING =
            """
            SELECT conversation_id, business_id, partition, in_all
              FROM (SELECT conversation_id, business_id, partition, min(position) AS first,
                           sum(count(*)) OVER () AS in_all,
                           row_number() OVER (PARTITION BY business_id ORDER BY min(position)) AS rank
                      FROM parked_reply WHERE channel = ? AND partition = ANY (CAST(? AS integer[]))
                     GROUP BY conversation_id, business_id, partition) waiting
             WHERE rank <= ? ORDER BY first
            """;

    private static final String ANY =
            "SELECT 1 FROM parked_reply WHERE conversation_id = ? LIMIT 1";

    private static final String OLDEST =
            "SELECT reply_id, event FROM parked_reply WHERE conversation_id = ? ORDER BY position"
                    + " LIMIT 1";

    private final Database database;

    ParkedReplyStore(Database database) {
        this.database = database;
    }

    /**
     * Conversation with parked replies.
     *
     * @param inAll replies parked in all conversations that were looked at
     */
    public record Waiting(ConversationId conversation, String business, int partition, int inAll) {}

    /** Parked reply as it is stored, which may be unreadable. */
    public record Parked(ReplyId id, byte[] event) {
        /**
         * @throws UndecodableException if it cannot be read
         */
        public ReplyDecided reply() {
            return EventCodec.decode(ReplyDecided.class, event);
        }
    }

    /** Parks the reply behind the others of its conversation. Idempotent. */
    public void park(ReplyDecided reply, int partition) {
        SqlStatement.of(
                        PARK,
                        reply.id().value(),
                        reply.conversation().id().value(),
                        reply.conversation().channel().wireName(),
                        reply.conversation().business().id(),
                        partition,
                        written(reply))
                .run(database);
    }

    /** Returns whether any reply of the conversation is parked, readable or not. */
    public boolean hasParked(ConversationId conversation) {
        return SqlStatement.of(ANY, conversation.value()).firstNumber(database).isPresent();
    }

    /**
     * Returns the conversations of a channel with parked replies, the one that waits longest first.
     *
     * @param partitions of the topic, whose conversations are considered
     * @param maxPerNumber maximum number of conversations per business number
     */
    public List<Waiting> waiting(Channel channel, Set<Integer> partitions, int maxPerNumber) {
        return SqlStatement.of(WAITING, channel.wireName(), array(partitions), maxPerNumber)
                .rows(
                        database,
                        row ->
                                new Waiting(
                                        new ConversationId(row.getObject(1, UUID.class)),
                                        row.getString(2),
                                        row.getInt(3),
                                        row.getInt(4)));
    }

    /** Returns the conversation's next parked reply. */
    public Optional<Parked> oldest(ConversationId conversation) {
        return SqlStatement.of(OLDEST, conversation.value())
                .first(
                        database,
                        row ->
                                new Parked(
                                        new ReplyId(row.getObject(1, UUID.class)),
                                        row.getBytes(2)));
    }

    /** Removes a reply that waits no more. */
    public void remove(ReplyId reply) {
        SqlStatement.of("DELETE FROM parked_reply WHERE reply_id = ?", reply.value()).run(database);
    }

    private static String array(Set<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(joining(",", "{", "}"));
    }

    private static byte[] written(ReplyDecided reply) {
        try {
            return Json.mapper().writeValueAsString(reply).getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write reply " + reply.id(), e);
        }
    }
}
