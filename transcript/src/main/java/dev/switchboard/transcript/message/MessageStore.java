package dev.switchboard.transcript.message;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.TurnId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
            VALUES (:id, :conversation, :direction, :senderType, CAST(:senderId AS text), CAST(:providerId AS text), :text,
                    CAST(:content AS jsonb), CAST(:metadata AS jsonb), CAST(:quotes AS text), :providerTime, :status,
                    CAST(:turn AS uuid))
            ON CONFLICT (id) DO NOTHING
            """;
    private static final String DELIVERY =
            """
            UPDATE message SET status = :status, failure_code = CAST(:code AS text), failure_text = CAST(:failureText AS text)
            WHERE id = :id
            """;

    private static final String TURNS =
            """
            SELECT id, turn_id FROM message WHERE id IN (:ids) AND turn_id IS NOT NULL
            """;
    private static final String MOVE =
            """
            UPDATE message SET turn_id = :turn WHERE id IN (:ids)
            """;

    private final EntityManager entities;

    MessageStore(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * @return whether the message was new
     */
    @Transactional
    public boolean recordInbound(MessageReceived message, TurnId turn) {
        return insert(MessageRow.of(message, turn));
    }

    /**
     * Returns the turn that each of the messages was recorded with; unrecorded messages are absent.
     */
    @Transactional
    public Map<MessageId, TurnId> turnsOf(List<MessageId> recorded) {
        List<Tuple> rows =
                entities.createNativeQuery(TURNS, Tuple.class)
                        .setParameter("ids", values(recorded))
                        .getResultList();
        return rows.stream()
                .collect(
                        toMap(
                                row -> new MessageId(row.get("id", UUID.class)),
                                row -> new TurnId(row.get("turn_id", UUID.class))));
    }

    /** Moves recorded messages to another turn. */
    @Transactional
    public void moveTo(TurnId turn, List<MessageId> recorded) {
        entities.createNativeQuery(MOVE)
                .setParameter("turn", turn.value())
                .setParameter("ids", values(recorded))
                .executeUpdate();
    }

    private static List<UUID> values(List<MessageId> ids) {
        return ids.stream().map(MessageId::value).toList();
    }

    /**
     * Records a message that an operator typed on the paired phone.
     *
     * @return whether the message was new
     */
    @Transactional
    public boolean recordTyped(MessageReceived message, String operator) {
        return insert(MessageRow.typed(message, operator));
    }

    /**
     * Records a reply, as {@code queued}.
     *
     * @return whether the reply was new
     */
    @Transactional
    public boolean recordReply(ReplyDecided reply) {
        return insert(MessageRow.of(reply));
    }

    /**
     * Sets the delivery status of an outbound message; the caller ensures that it never goes
     * backwards.
     */
    @Transactional
    public void updateStatus(
            MessageId id,
            String status,
            Optional<String> failureCode,
            Optional<String> failureText) {
        entities.createNativeQuery(DELIVERY)
                .setParameter("status", status)
                .setParameter("code", failureCode.orElse(null))
                .setParameter("failureText", failureText.orElse(null))
                .setParameter("id", id.value())
                .executeUpdate();
    }

    /**
     * Returns the newest {@code max} messages of the conversation, in the order in which they were
     * recorded.
     */
    @Transactional
    public List<MessageEntity> latest(ConversationId conversation, int max) {
        return page(conversation, Long.MAX_VALUE, max);
    }

    /**
     * Returns the newest {@code max} messages recorded before {@code position}, in the order in
     * which they were recorded.
     */
    @Transactional
    public List<MessageEntity> page(ConversationId conversation, long position, int max) {
        List<MessageEntity> newestFirst =
                MessageEntity.<MessageEntity>find(
                                "conversationId = ?1 and position < ?2 order by position desc",
                                conversation.value(),
                                position)
                        .page(0, max)
                        .list();
        return newestFirst.reversed();
    }

    @Transactional
    public Optional<MessageEntity> find(MessageId id) {
        return MessageEntity.findByIdOptional(id.value());
    }

    private boolean insert(MessageRow row) {
        return entities.createNativeQuery(INSERT)
                        .setParameter("id", row.id())
                        .setParameter("conversation", row.conversation())
                        .setParameter("direction", row.direction())
                        .setParameter("senderType", row.senderType())
                        .setParameter("senderId", row.senderId())
                        .setParameter("providerId", row.providerMessageId())
                        .setParameter("text", row.text())
                        .setParameter("content", row.content())
                        .setParameter("metadata", row.metadata())
                        .setParameter("quotes", row.quotes())
                        .setParameter("providerTime", row.providerTime())
                        .setParameter("status", row.status())
                        .setParameter("turn", row.turn())
                        .executeUpdate()
                == 1;
    }
}
