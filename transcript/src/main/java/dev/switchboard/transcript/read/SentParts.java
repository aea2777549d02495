package dev.switchboard.transcript.read;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.optionalText;
import static dev.switchboard.transcript.sql.Columns.uuid;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the parts of outbound messages, their states and provider ids. */
@ApplicationScoped
public class SentParts {
    private static final String PARTS =
            """
            SELECT reply_id, number, total, state, provider_message_id, failure_code, failure_text
            FROM message_part WHERE reply_id = ANY (CAST(? AS uuid[])) ORDER BY reply_id, number
            """;

    private static final String PROVIDER_ID =
            """
            SELECT coalesce(p.provider_message_id, m.provider_message_id)
            FROM message m LEFT JOIN message_part p ON p.reply_id = m.id
            WHERE m.conversation_id = ?
              AND (CAST(m.id AS text) = ? OR m.provider_message_id = ?
                   OR p.provider_message_id = ?)
              AND coalesce(p.provider_message_id, m.provider_message_id) IS NOT NULL
            ORDER BY p.number LIMIT 1
            """;

    private final Database database;

    SentParts(Database database) {
        this.database = database;
    }

    /**
     * Returns the provider's id of the message of this conversation that has this id, ours or the
     * provider's; of a message in several parts the first. Empty if there is none, or the provider
     * has not accepted it yet.
     */
    public Optional<String> providerIdOf(ConversationId conversation, String id) {
        return SqlStatement.of(PROVIDER_ID, conversation.value(), id, id, id)
                .first(database, row -> row.getString(1));
    }

    /** Returns the parts of those messages that were sent in parts, by message and in order. */
    public Map<MessageId, List<SentPart>> parts(List<MessageId> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        var ids = messages.stream().map(MessageId::toString).toArray(String[]::new);
        return SqlStatement.of(PARTS, (Object) ids)
                .rows(database, row -> Map.entry(new MessageId(uuid(row, "reply_id")), part(row)))
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static SentPart part(ResultSet row) throws SQLException {
        return new SentPart(
                row.getInt("number"),
                row.getInt("total"),
                constant(PartState.class, row, "state"),
                optionalText(row, "provider_message_id"),
                optionalText(row, "failure_code"),
                optionalText(row, "failure_text"));
    }

    /** State of one part of a message. */
    public record SentPart(
            int number,
            int total,
            PartState state,
            Optional<String> providerMessageId,
            Optional<String> failureCode,
            Optional<String> failureText) {}
}
