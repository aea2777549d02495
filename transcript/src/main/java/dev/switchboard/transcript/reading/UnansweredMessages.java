package dev.switchboard.transcript.reading;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.TurnId;
import dev.switchboard.transcript.message.MessageEntity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/** Finds what a customer has said and nobody has answered. */
@ApplicationScoped
public class UnansweredMessages {
    /**
     * What the customer said since the last message that arrived, or that a person wrote. A system
     * message of no turn only says that an answer takes longer: it is none.
     */
    private static final String SINCE_THE_LAST_ANSWER =
            """
            m.conversation_id = :conversation
              AND m.direction = 'inbound'
              AND m.created_at <= :until
              AND m.position > coalesce((
                  SELECT max(o.position) FROM message o
                  WHERE o.conversation_id = :conversation AND o.direction = 'outbound'
                    AND (o.sender_type <> 'system' OR o.turn_id IS NOT NULL)
                    AND ((o.sender_type = 'operator' AND o.status <> 'failed')
                         OR EXISTS (SELECT 1 FROM message_part p WHERE p.reply_id = o.id
                                    AND p.state NOT IN ('PENDING', 'SUPPRESSED', 'FAILED')))), 0)
            """;

    /**
     * Those whose turn is settled without an answer, or with one that was decided before the line
     * changed hands and so never left.
     */
    private static final String UNANSWERED =
            """
            SELECT m.* FROM message m
            JOIN turn_answer settled ON settled.turn_id = m.turn_id
            LEFT JOIN reply r ON r.id = settled.reply_id
            WHERE (settled.reply_id IS NULL
                   OR (CAST(r.event ->> 'epoch' AS bigint) < :epoch
                       AND NOT EXISTS (SELECT 1 FROM message_part p WHERE p.reply_id = r.id
                                       AND p.state NOT IN ('PENDING', 'SUPPRESSED', 'FAILED'))))
              AND
            """
                    + SINCE_THE_LAST_ANSWER
                    + "ORDER BY m.position DESC LIMIT :most";

    private static final String UNSETTLED =
            """
            SELECT m.turn_id FROM message m
            WHERE m.turn_id IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM turn_answer t WHERE t.turn_id = m.turn_id)
              AND
            """
                    + SINCE_THE_LAST_ANSWER
                    + "GROUP BY m.turn_id ORDER BY min(m.position)";

    private final Session session;

    UnansweredMessages(Session session) {
        this.session = session;
    }

    /**
     * The turns of unanswered messages that somebody is still to settle, in their order, which is
     * also that of workers who settle several.
     */
    @Transactional
    public List<TurnId> unsettled(ConversationId conversation, Instant until) {
        return session.createNativeQuery(UNSETTLED, UUID.class)
                .setParameter("conversation", conversation.value())
                .setParameter("until", until)
                .getResultStream()
                .map(TurnId::new)
                .toList();
    }

    /**
     * The messages whose turns are settled and that nobody has answered, in the order in which they
     * came; at most the newest {@code most}.
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
