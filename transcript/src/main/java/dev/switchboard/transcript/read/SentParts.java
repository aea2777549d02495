package dev.switchboard.transcript.read;

import dev.switchboard.common.identity.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;

/** Reads the parts of outbound messages, their states and provider ids. */
@ApplicationScoped
public class SentParts {
    private static final String PARTS =
            """
            SELECT reply_id, number, total, state, provider_message_id, failure_code, failure_text
            FROM message_part WHERE reply_id IN (:messages) ORDER BY reply_id, number
            """;

    private static final String PROVIDER_ID =
            """
            SELECT coalesce(p.provider_message_id, m.provider_message_id)
            FROM message m LEFT JOIN message_part p ON p.reply_id = m.id
            WHERE m.conversation_id = :conversation
              AND (CAST(m.id AS text) = :id OR m.provider_message_id = :id
                   OR p.provider_message_id = :id)
              AND coalesce(p.provider_message_id, m.provider_message_id) IS NOT NULL
            ORDER BY p.number LIMIT 1
            """;

    private final Session session;

    SentParts(Session session) {
        this.session = session;
    }

    /**
     * Returns the provider's id of the message of this conversation that has this id, ours or the
     * provider's; of a message in several parts the first. Empty if there is none, or the provider
     * has not accepted it yet.
     */
    @Transactional
    public Optional<String> providerIdOf(ConversationId conversation, String id) {
        return session.createNativeQuery(PROVIDER_ID, String.class)
                .setParameter("conversation", conversation.value())
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /** Returns the parts of those messages that were sent in parts, by message and in order. */
    @Transactional
    public Map<UUID, List<SentPart>> parts(List<UUID> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        return session.createNativeQuery(PARTS, Tuple.class)
                .setParameter("messages", messages)
                .getResultStream()
                .collect(
                        Collectors.groupingBy(
                                row -> row.get("reply_id", UUID.class),
                                Collectors.mapping(SentParts::part, Collectors.toList())));
    }

    private static SentPart part(Tuple row) {
        return new SentPart(
                row.get("number", Number.class).intValue(),
                row.get("total", Number.class).intValue(),
                row.get("state", String.class),
                Optional.ofNullable(row.get("provider_message_id", String.class)),
                Optional.ofNullable(row.get("failure_code", String.class)),
                Optional.ofNullable(row.get("failure_text", String.class)));
    }

    /** State of one part of a message. */
    public record SentPart(
            int number,
            int total,
            String state,
            Optional<String> providerMessageId,
            Optional<String> failureCode,
            Optional<String> failureText) {}
}
