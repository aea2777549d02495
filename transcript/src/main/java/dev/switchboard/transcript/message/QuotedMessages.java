package dev.switchboard.transcript.message;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.common.identity.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;
import org.hibernate.StatelessSession;

/** Finds quoted messages by their provider's ids. */
@ApplicationScoped
public class QuotedMessages {
    /** Quoted messages; of a reply only the quoted part, which is what the customer sees. */
    private static final String QUOTED =
            """
            SELECT m.provider_message_id AS id, m.sender_type, m.text FROM message m
            WHERE m.conversation_id = :conversation AND m.provider_message_id IN (:ids)
            UNION ALL
            SELECT p.provider_message_id AS id, m.sender_type, p.text
            FROM message_part p JOIN message m ON m.id = p.reply_id
            WHERE p.conversation_id = :conversation AND p.provider_message_id IN (:ids)
            """;

    private final StatelessSession session;

    QuotedMessages(StatelessSession session) {
        this.session = session;
    }

    /**
     * Quoted message.
     *
     * @param senderType the sender, as in {@link MessageEntity#senderType}
     */
    public record Quoted(String senderType, String text) {
        public boolean isCustomers() {
            return senderType.equals("customer");
        }
    }

    /**
     * Returns those of the messages that are in the conversation's transcript, by the provider's
     * ids.
     */
    @Transactional
    public Map<String, Quoted> of(
            ConversationId conversation, Collection<String> providerMessageIds) {
        if (providerMessageIds.isEmpty()) {
            return Map.of();
        }
        return session.createNativeQuery(QUOTED, Tuple.class)
                .setParameter("conversation", conversation.value())
                .setParameter("ids", providerMessageIds)
                .getResultStream()
                .collect(
                        toMap(
                                row -> row.get("id", String.class),
                                row ->
                                        new Quoted(
                                                row.get("sender_type", String.class),
                                                row.get("text", String.class)),
                                (first, _) -> first));
    }
}
