package dev.switchboard.transcript.reading;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.transcript.message.MessageEntity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads what was said, with the parts in which it was sent. */
@ApplicationScoped
public class MessagePages {
    private static final String PARTS =
            """
            SELECT reply_id, number, total, state, provider_message_id, failure_code, failure_text
            FROM message_part WHERE reply_id IN (:messages) ORDER BY reply_id, number
            """;

    private final EntityManager entities;

    MessagePages(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The newest {@code most} messages of the conversation, or the newest before a position, in the
     * order in which they were recorded.
     */
    @Transactional
    public List<MessageEntity> page(ConversationId conversation, OptionalLong before, int most) {
        return MessageEntity.<MessageEntity>find(
                        "conversationId = ?1 and position < ?2 order by position desc",
                        conversation.value(),
                        before.orElse(Long.MAX_VALUE))
                .page(0, most)
                .list()
                .reversed();
    }

    /** The message of this conversation that the provider, or we, call by this id. */
    @Transactional
    public Optional<MessageEntity> named(ConversationId conversation, String id) {
        return MessageEntity.<MessageEntity>find(
                        "conversationId = ?1 and (cast(id as string) = ?2 or providerMessageId = ?2)",
                        conversation.value(),
                        id)
                .firstResultOptional()
                .or(() -> ofPart(conversation, id));
    }

    private Optional<MessageEntity> ofPart(ConversationId conversation, String providerId) {
        return entities
                .createNativeQuery(
                        """
                        SELECT m.* FROM message m JOIN message_part p ON p.reply_id = m.id
                        WHERE m.conversation_id = :conversation AND p.provider_message_id = :id
                        """,
                        MessageEntity.class)
                .setParameter("conversation", conversation.value())
                .setParameter("id", providerId)
                .getResultStream()
                .findFirst();
    }

    /** The parts of those messages that were sent in parts, by message and in order. */
    @Transactional
    public Map<UUID, List<SentPart>> parts(List<UUID> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        return entities
                .createNativeQuery(PARTS, Tuple.class)
                .setParameter("messages", messages)
                .getResultStream()
                .collect(
                        Collectors.groupingBy(
                                row -> row.get("reply_id", UUID.class),
                                Collectors.mapping(MessagePages::part, Collectors.toList())));
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
