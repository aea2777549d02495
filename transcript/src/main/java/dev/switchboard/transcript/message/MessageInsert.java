package dev.switchboard.transcript.message;

import dev.switchboard.transcript.sql.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Insert of messages in one statement, each column an array. */
final class MessageInsert {
    private static final String COLUMNS =
            "id, conversation_id, direction, sender_type, sender_id, provider_message_id, text,"
                    + " content, metadata, quotes, provider_time, status, turn_id";

    private static final String INSERT =
            """
            INSERT INTO message (%1$s)
            SELECT %1$s
            FROM unnest(CAST(? AS uuid[]), CAST(? AS uuid[]), CAST(? AS text[]), CAST(? AS text[]),
                        CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS jsonb[]),
                        CAST(? AS jsonb[]), CAST(? AS text[]), CAST(? AS timestamptz[]), CAST(? AS text[]),
                        CAST(? AS uuid[]))
                 WITH ORDINALITY AS given (%1$s, number)
            """
                    .formatted(COLUMNS);

    /** Values in the order of {@link #COLUMNS}. */
    private static final List<Column> VALUES =
            List.of(
                    MessageRow::id,
                    MessageRow::conversation,
                    row -> row.senderType().direction().wireName(),
                    row -> row.senderType().wireName(),
                    MessageRow::senderId,
                    MessageRow::providerMessageId,
                    MessageRow::text,
                    MessageRow::content,
                    MessageRow::metadata,
                    MessageRow::quotes,
                    MessageRow::providerTime,
                    row -> row.status().wireName(),
                    MessageRow::turn);

    private MessageInsert() {}

    /**
     * Statement without conditions, for more text behind it: joins and a {@code WHERE}, {@code
     * ORDER BY number}, {@code ON CONFLICT}.
     */
    static SqlStatement of(List<MessageRow> rows) {
        var columns = new ArrayList<Object>();
        VALUES.forEach(value -> columns.add(column(rows, value)));
        return SqlStatement.of(INSERT, columns.toArray());
    }

    private static @Nullable String[] column(List<MessageRow> rows, Column value) {
        var column = new @Nullable String[rows.size()];
        for (var i = 0; i < column.length; i++) {
            var each = value.of(rows.get(i));
            column[i] = each == null ? null : each.toString();
        }
        return column;
    }

    /** Value of a row in a column. */
    @FunctionalInterface
    private interface Column {
        @Nullable Object of(MessageRow row);
    }
}
