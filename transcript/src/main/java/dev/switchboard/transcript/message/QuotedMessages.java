package dev.switchboard.transcript.message;

import static dev.switchboard.transcript.sql.Columns.constant;
import static java.util.stream.Collectors.toMap;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;

/** Finds quoted messages by their provider's ids. */
@ApplicationScoped
public class QuotedMessages {
    /** Quoted messages; of a reply only the quoted part, which is what the customer sees. */
    private static final String QUOTED =
            """
            SELECT p.provider_message_id AS id, m.sender_type, p.text
            FROM message_part p JOIN message m ON m.id = p.reply_id
            WHERE p.conversation_id = ? AND p.provider_message_id = ANY (CAST(? AS text[]))
            UNION ALL
            SELECT m.provider_message_id AS id, m.sender_type, m.text FROM message m
            WHERE m.conversation_id = ? AND m.provider_message_id = ANY (CAST(? AS text[]))
            """;

    private final Database database;

    QuotedMessages(Database database) {
        this.database = database;
    }

    /** Quoted message. */
    public record Quoted(SenderType sender, String text) {}

    /**
     * Returns those of the messages that are in the conversation's transcript, by the provider's
     * ids.
     */
    public Map<String, Quoted> of(
            ConversationId conversation, Collection<String> providerMessageIds) {
        if (providerMessageIds.isEmpty()) {
            return Map.of();
        }
        var ids = providerMessageIds.toArray(String[]::new);
        return SqlStatement.of(QUOTED, conversation.value(), ids, conversation.value(), ids)
                .rows(
                        database,
                        row ->
                                Map.entry(
                                        row.getString("id"),
                                        new Quoted(
                                                constant(SenderType.class, row, "sender_type"),
                                                row.getString("text"))))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (first, _) -> first));
    }
}
