package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.instant;
import static dev.switchboard.transcript.sql.Columns.optionalInstant;
import static dev.switchboard.transcript.sql.Columns.optionalText;
import static dev.switchboard.transcript.sql.Columns.uuid;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * One message of the several in which a reply may be sent.
 *
 * @param attempts number of sends begun
 * @param sendingSince time at which the newest send was begun
 * @param triedSince time from which it is tried: its creation, or an operator's resend
 */
public record Part(
        PartId id,
        int total,
        ConversationId conversation,
        Channel channel,
        PartContent content,
        PartState state,
        Optional<String> providerMessageId,
        int attempts,
        Optional<PartFailure> failure,
        Optional<Instant> sendingSince,
        Instant createdAt,
        Instant triedSince) {
    /** Columns of {@code message_part} that {@link #of} reads. */
    static final String COLUMNS =
            "reply_id, number, total, conversation_id, channel, text, media_urls, state,"
                    + " provider_message_id, attempts, failure_code, failure_text, sending_since,"
                    + " created_at, resumed_at";

    /** The part with a send that was just begun. */
    public Part sending(StartedSend send, Instant since) {
        return new Part(
                id,
                total,
                conversation,
                channel,
                content,
                PartState.SENDING,
                providerMessageId,
                send.attempt(),
                failure,
                Optional.of(since),
                createdAt,
                triedSince);
    }

    static Part of(ResultSet row) throws SQLException {
        var createdAt = instant(row, "created_at");
        return new Part(
                new PartId(new ReplyId(uuid(row, "reply_id")), row.getInt("number")),
                row.getInt("total"),
                new ConversationId(uuid(row, "conversation_id")),
                Channel.of(row.getString("channel")),
                PartContent.of(row),
                constant(PartState.class, row, "state"),
                optionalText(row, "provider_message_id"),
                row.getInt("attempts"),
                PartFailure.of(row),
                optionalInstant(row, "sending_since"),
                createdAt,
                optionalInstant(row, "resumed_at").orElse(createdAt));
    }
}
