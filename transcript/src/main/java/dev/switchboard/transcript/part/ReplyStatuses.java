package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.uuid;

import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.sql.Columns;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Reads how far replies have been delivered. */
@ApplicationScoped
public class ReplyStatuses {
    private static final String OF =
            """
            SELECT reply.id, delivery.status, c.channel, c.business_id, c.business_phone, c.customer, c.writes_from
              FROM (SELECT DISTINCT id, conversation
                      FROM unnest(CAST(? AS uuid[]), CAST(? AS uuid[])) AS given (id, conversation)) reply
              JOIN conversation c ON c.id = reply.conversation
             CROSS JOIN LATERAL message_delivery(reply.id) delivery
            """;

    private final Database database;

    ReplyStatuses(Database database) {
        this.database = database;
    }

    /** Delivery status of a reply. */
    public record ReplyStatus(ReplyId reply, ConversationKey conversation, MessageStatus status) {}

    /** Returns the statuses of the replies that these parts belong to, in one query. */
    public List<ReplyStatus> of(Collection<Part> parts) {
        return SqlStatement.of(
                        OF,
                        ids(parts, part -> part.id().reply().value()),
                        ids(parts, part -> part.conversation().value()))
                .rows(
                        database,
                        row ->
                                new ReplyStatus(
                                        new ReplyId(uuid(row, "id")),
                                        Columns.conversationKey(row),
                                        constant(MessageStatus.class, row, "status")));
    }

    private static String[] ids(Collection<Part> parts, Function<Part, UUID> id) {
        return parts.stream().map(id).map(UUID::toString).toArray(String[]::new);
    }
}
