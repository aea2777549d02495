package dev.switchboard.transcript.reading;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.transcript.message.MessageEntity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/** Finds what a customer has said and nobody has answered. */
@ApplicationScoped
public class UnansweredMessages {
    /**
     * After the last message that reached the customer, or that a person wrote: those messages
     * whose turn is settled without an answer, or with one that was decided before the line changed
     * hands and so never left. A turn that is not settled is still being worked on.
     */
    private static final String UNANSWERED =
            """
            SELECT m.* FROM message m
            JOIN turn_answer settled ON settled.turn_id = m.turn_id
            LEFT JOIN reply r ON r.id = settled.reply_id
            WHERE m.conversation_id = :conversation
              AND m.direction = 'inbound'
              AND m.created_at <= :until
              AND (settled.reply_id IS NULL
                   OR (CAST(r.event ->> 'epoch' AS bigint) < :epoch
                       AND NOT EXISTS (SELECT 1 FROM message_part p WHERE p.reply_id = r.id
                                       AND p.state NOT IN ('PENDING', 'SUPPRESSED', 'FAILED'))))
              AND m.position > coalesce((
                  SELECT max(o.position) FROM message o
                  WHERE o.conversation_id = :conversation AND o.direction = 'outbound'
                    AND ((o.sender_type = 'operator' AND o.status <> 'failed')
                         OR EXISTS (SELECT 1 FROM message_part p WHERE p.reply_id = o.id
                                    AND p.state NOT IN ('PENDING', 'SUPPRESSED', 'FAILED')))), 0)
            ORDER BY m.position DESC
            LIMIT :most
            """;

    private final Session session;

    UnansweredMessages(Session session) {
        this.session = session;
    }

    /**
     * In the order in which they came; at most the newest {@code most}.
     *
     * @param until messages recorded later are not looked at
     * @param epoch the control epoch now
     */
    @Transactional
    public List<MessageEntity> in(
            ConversationId conversation, Instant until, long epoch, int most) {
        return session.createNativeQuery(UNANSWERED, MessageEntity.class)
                .setParameter("conversation", conversation.value())
                .setParameter("until", until)
                .setParameter("epoch", epoch)
                .setParameter("most", most)
                .getResultList()
                .reversed();
    }
}
