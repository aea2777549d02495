package dev.switchboard.transcript.part;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.wire.EventCodec;
import dev.switchboard.model.wire.Json;
import dev.switchboard.transcript.statement.PlainStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Replies that wait outside of their lanes because their number has too many under way. */
@ApplicationScoped
public class ParkedReplyStore {
    private static final String PARK =
            """
            INSERT INTO parked_reply (reply_id, conversation_id, channel, business_id, partition, event)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (reply_id) DO NOTHING
            """;

    private static final String WAITING =
            """
            SELECT conversation_id, business_id, partition
              FROM (SELECT conversation_id, business_id, partition, min(position) AS first,
                           row_number() OVER (PARTITION BY business_id ORDER BY min(position)) AS rank
                      FROM parked_reply WHERE channel = ? AND partition = ANY (CAST(? AS integer[]))
                     GROUP BY conversation_id, business_id, partition) waiting
             WHERE rank <= ? ORDER BY first
            """;

    private static final String ANY =
            "SELECT 1 FROM parked_reply WHERE conversation_id = ? LIMIT 1";

    private static final String OLDEST =
            "SELECT event FROM parked_reply WHERE conversation_id = ? ORDER BY position LIMIT 1";

    private final StatelessSession session;

    ParkedReplyStore(StatelessSession session) {
        this.session = session;
    }

    /** A conversation of which replies are parked. */
    public record Waiting(ConversationId conversation, String business, int partition) {}

    /** Parks the reply behind the others of its conversation; once, however often it comes. */
    @Transactional
    public void park(ReplyDecided reply, int partition) {
        PlainStatement.of(
                        PARK,
                        reply.id().value(),
                        reply.conversation().id().value(),
                        reply.conversation().channel().wireName(),
                        reply.conversation().business().id(),
                        partition,
                        written(reply))
                .run(session);
    }

    /** Whether anything of the conversation is parked, be it readable or not. */
    @Transactional
    public boolean hasParked(ConversationId conversation) {
        return PlainStatement.of(ANY, conversation.value()).firstNumber(session).isPresent();
    }

    /**
     * The conversations of a channel with parked replies, the one that waits longest first.
     *
     * @param partitions of the topic, whose conversations are looked at
     * @param perNumber how many of each business number at most
     */
    @Transactional
    public List<Waiting> waiting(Channel channel, Set<Integer> partitions, int perNumber) {
        return PlainStatement.of(WAITING, channel.wireName(), array(partitions), perNumber)
                .rows(
                        session,
                        row ->
                                new Waiting(
                                        new ConversationId(row.getObject(1, UUID.class)),
                                        row.getString(2),
                                        row.getInt(3)));
    }

    /** The conversation's next parked reply. */
    @Transactional
    public Optional<ReplyDecided> oldest(ConversationId conversation) {
        return PlainStatement.of(OLDEST, conversation.value())
                .rows(session, row -> EventCodec.decode(ReplyDecided.class, row.getBytes(1)))
                .stream()
                .findFirst();
    }

    /** The reply waits no more. */
    @Transactional
    public void remove(ReplyId reply) {
        PlainStatement.of("DELETE FROM parked_reply WHERE reply_id = ?", reply.value())
                .run(session);
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
