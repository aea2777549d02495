package dev.switchboard.transcript.reading;

import dev.switchboard.model.identity.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;

/**
 * Reads how messages of ours were cut, how far each part has come, and what providers call them.
 */
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
              AND (CAST(m.id AS text) = :named OR m.provider_message_id = :named
                   OR p.provider_message_id = :named)
              AND coalesce(p.provider_message_id, m.provider_message_id) IS NOT NULL
            ORDER BY p.number LIMIT 1
            """;

    private final Session session;

    SentParts(Session session) {
        this.session = session;
    }

    /**
     * What the provider calls the message of this conversation that it, or we, name so; of a
     * message in several parts the first. Empty where there is none, or the provider has not taken
     * it yet.
     */
    @Transactional
    public Optional<String> providerIdOf(ConversationId conversation, String named) {
        return session.createNativeQuery(PROVIDER_ID, String.class)
                .setParameter("conversation", conversation.value())
                .setParameter("named", named)
                .getResultStream()
                .findFirst();
    }

    /** The parts of those messages that were sent in parts, by message and in order. */
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

    /** How far one part of a message has come. */
    public record SentPart(
            int number,
            int total,
            String state,
            Optional<String> providerMessageId,
            Optional<String> failureCode,
            Optional<String> failureText) {}
}
