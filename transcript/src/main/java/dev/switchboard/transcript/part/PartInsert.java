package dev.switchboard.transcript.part;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.sql.SqlStatement;
import dev.switchboard.transcript.sql.StorableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Insert of all parts of a reply, in one statement.
 *
 * @param count number of the parts
 */
record PartInsert(SqlStatement statement, int count) {
    private static final String INSERT =
            """
            WITH message_of_reply AS MATERIALIZED (
                SELECT EXISTS (SELECT 1 FROM message WHERE id = ?) AS recorded),
            send AS MATERIALIZED (
                SELECT recorded AND CAST(? AS boolean)
                           AND NOT EXISTS (SELECT 1 FROM conversation WHERE id = ? AND opted_out_at IS NOT NULL) AS begins
                  FROM message_of_reply),
            inserted AS (
                INSERT INTO message_part (reply_id, number, total, conversation_id, channel, text, media_urls,
                                          state, attempts, sending_since, created_at, updated_at)
                SELECT ?, content.number, ?, ?, ?, content.text, CAST(content.media AS jsonb),
                       CASE WHEN content.number = 1 AND send.begins THEN 'SENDING' ELSE 'PENDING' END,
                       CASE WHEN content.number = 1 AND send.begins THEN 1 ELSE 0 END,
                       CASE WHEN content.number = 1 AND send.begins THEN CAST(? AS timestamptz) END, ?, ?
                  FROM unnest(CAST(? AS text[]), CAST(? AS text[])) WITH ORDINALITY AS content (text, media, number)
                 CROSS JOIN send
                 WHERE NOT EXISTS (SELECT 1 FROM message_part known WHERE known.reply_id = ?)
                ON CONFLICT (reply_id, number) DO NOTHING
                RETURNING %s)
            SELECT inserted.*, clock_timestamp() AS at, message_of_reply.recorded
              FROM inserted CROSS JOIN message_of_reply ORDER BY number
            """
                    .formatted(Part.COLUMNS);

    /**
     * @param begins whether the send of the first part begins, if the reply's message is recorded
     *     and the customer has not opted out
     */
    static PartInsert of(
            ReplyDecided reply, List<PartContent> contents, boolean begins, Instant now) {
        var conversation = reply.conversation();
        return new PartInsert(
                SqlStatement.of(
                        INSERT,
                        reply.id().value(),
                        begins,
                        conversation.id().value(),
                        reply.id().value(),
                        contents.size(),
                        conversation.id().value(),
                        conversation.channel().wireName(),
                        now,
                        now,
                        now,
                        contents.stream()
                                .map(content -> StorableText.of(content.text()))
                                .toArray(String[]::new),
                        contents.stream()
                                .map(content -> json(content.mediaUrls()))
                                .toArray(String[]::new),
                        reply.id().value()),
                contents.size());
    }

    private static @Nullable String json(List<String> mediaUrls) {
        try {
            return mediaUrls.isEmpty() ? null : Json.mapper().writeValueAsString(mediaUrls);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write media urls", e);
        }
    }

    /**
     * Inserted part.
     *
     * @param begun its send, if it was begun
     * @param recorded whether the reply's message is in the transcript
     */
    record Inserted(Part part, Optional<StartedSend> begun, boolean recorded) {
        static Inserted of(ResultSet row) throws SQLException {
            var part = Part.of(row);
            return new Inserted(
                    part,
                    part.state() == PartState.SENDING
                            ? Optional.of(StartedSend.of(row))
                            : Optional.empty(),
                    row.getBoolean("recorded"));
        }
    }
}
