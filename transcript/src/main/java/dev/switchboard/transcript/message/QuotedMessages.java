package dev.switchboard.transcript.message;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.model.identity.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;
import org.hibernate.StatelessSession;

/** Finds what customers quote, by the provider's id of it. */
@ApplicationScoped
public class QuotedMessages {
    /** Of ours the part that is quoted, which is what the customer sees, not the whole reply. */
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
     * A message that somebody refers to.
     *
     * @param senderType who wrote it, as in {@link MessageEntity#senderType}
     */
    public record Quoted(String senderType, String text) {
        public boolean isCustomers() {
            return senderType.equals("customer");
        }
    }

    /** Those of the messages that the conversation's transcript has, by the provider's ids. */
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
