package dev.switchboard.transcript.part;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.sql.SqlStatement;
import dev.switchboard.transcript.sql.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores the parts of replies and the changes that their sender makes. Every change is idempotent;
 * none takes a part back from a provider's status. A call joins the caller's transaction or has its
 * own.
 */
@ApplicationScoped
public class PartStore {
    private static final String INSERT =
            """
            INSERT INTO message_part (reply_id, number, total, conversation_id, channel, text, media_urls,
                                      state, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, CAST(? AS jsonb), 'PENDING', ?, ?)
            ON CONFLICT (reply_id, number) DO NOTHING
            """;

    /**
     * Condition that the provider's acceptance is new. A failure without a provider id was our own
     * decision, or that of another attempt than the accepted one.
     */
    private static final String IS_NEWS =
            "(%s < ? OR (state = 'FAILED' AND provider_message_id IS NULL))"
                    .formatted(PartState.RANK_OF_COLUMN);

    private static final String SAME_TEXT =
            """
            conversation_id = ? AND text = ? AND sending_since > ?
               AND provider_message_id IS NULL AND NOT (reply_id = ? AND number = ?)
            """;

    /**
     * Parts of unknown outcome by their index, parts in flight by theirs, of which there are always
     * few.
     */
    private static final String INDISTINGUISHABLE =
            """
            SELECT 1 FROM message_part
             WHERE (state = 'UNKNOWN' OR (state = 'FAILED' AND failure_code = '%s')) AND %s
            UNION ALL
            SELECT 1 FROM message_part WHERE state = 'SENDING' AND %s
             LIMIT 1
            """
                    .formatted(PartDecisions.DROPPED, SAME_TEXT, SAME_TEXT);

    private static final String KNOWN =
            """
            SELECT provider_message_id FROM message_part WHERE provider_message_id = ANY (CAST(? AS text[]))
            """;

    private static final String SELECT = "SELECT " + Part.COLUMNS + " FROM message_part WHERE ";

    private final Database database;
    private final MessageStore messages;
    private final ParkedStatusStore parked;

    PartStore(Database database, MessageStore messages, ParkedStatusStore parked) {
        this.database = database;
        this.messages = messages;
        this.parked = parked;
    }

    /**
     * Creates the reply's parts, unless it has some: those stay as they are, even if the text would
     * be split differently today.
     *
     * @return the reply's parts in order
     */
    public List<Part> plan(ReplyDecided reply, List<PartContent> contents, Instant now) {
        return database.inTransaction(() -> {
        var known = of(reply.id());
        if (!known.isEmpty()) {
            return known;
        }
        for (var number = 1; number <= contents.size(); number++) {
            insert(reply, number, contents, now);
        }
        return of(reply.id());
        });
    }

    private void insert(ReplyDecided reply, int number, List<PartContent> contents, Instant now) {
        var content = contents.get(number - 1);
        SqlStatement.of(
                        INSERT,
                        reply.id().value(),
                        number,
                        contents.size(),
                        reply.conversation().id().value(),
                        reply.conversation().channel().wireName(),
                        StorableText.of(content.text()),
                        json(content.mediaUrls()),
                        now,
                        now)
                .run(database);
    }

    private static @Nullable String json(List<String> mediaUrls) {
        try {
            return mediaUrls.isEmpty() ? null : Json.mapper().writeValueAsString(mediaUrls);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write media urls", e);
        }
    }

    /** Returns the reply's parts in order; empty if it has not been planned. */
    public List<Part> of(ReplyId reply) {
        return SqlStatement.of(SELECT + "reply_id = ? ORDER BY number", reply.value())
                .rows(database, Part::of);
    }

    public Optional<Part> find(PartId part) {
        return find(part, "");
    }

    /** Finds the part and locks it until the transaction ends: a provider's status waits. */
    Optional<Part> findLocked(PartId part) {
        return find(part, " FOR UPDATE");
    }

    private Optional<Part> find(PartId part, String lock) {
        return SqlStatement.of(
                        SELECT + "reply_id = ? AND number = ?" + lock,
                        part.reply().value(),
                        part.number())
                .first(database, Part::of);
    }

    /** Returns the part that has this provider's id. */
    Optional<Part> withProviderId(String providerMessageId) {
        return SqlStatement.of(SELECT + "provider_message_id = ?", providerMessageId)
                .first(database, Part::of);
    }

    /** Returns those of the ids that belong to parts. */
    public Set<String> known(List<String> providerMessageIds) {
        return Set.copyOf(
                SqlStatement.of(KNOWN, (Object) providerMessageIds.toArray(String[]::new))
                        .rows(database, row -> row.getString(1)));
    }

    /**
     * Returns whether evidence of this text may belong to another part: one to the same customer
     * with the same text that was sent within this time, or is in flight, and whose outcome is
     * unknown.
     */
    public boolean hasIndistinguishable(Part part, Duration within) {
        var since = part.sendingSince().orElse(part.createdAt()).minus(within);
        var sameText =
                List.of(
                        part.conversation().value(),
                        part.content().text(),
                        since,
                        part.id().reply().value(),
                        part.id().number());
        return SqlStatement.of(
                        INDISTINGUISHABLE,
                        Stream.of(sameText, sameText).flatMap(List::stream).toArray())
                .firstNumber(database)
                .isPresent();
    }

    /**
     * Marks the beginning of a send.
     *
     * @return the attempt, if the part is pending and the customer has not opted out; otherwise
     *     nothing has changed
     */
    public Optional<StartedSend> beginSending(PartId part, Instant now) {
        var sql =
                """
                UPDATE message_part
                   SET state = 'SENDING', attempts = attempts + 1, sending_since = ?, updated_at = ?
                 WHERE reply_id = ? AND number = ? AND state = 'PENDING'
                   AND NOT EXISTS (SELECT 1 FROM conversation
                                    WHERE id = message_part.conversation_id AND opted_out_at IS NOT NULL)
                RETURNING attempts, clock_timestamp() AS at
                """;
        return SqlStatement.of(sql, now, now, part.reply().value(), part.number())
                .first(database, StartedSend::of);
    }

    /**
     * Returns whether this attempt may still send its request: no other has taken the part up
     * meanwhile, nor could have since the attempt was begun. By the database's clock, because the
     * caller's may have been paused. Sets the transaction's idle timeout; fails if PostgreSQL has
     * ended the transaction already.
     *
     * @param maxStartDelay maximum time between the beginning of an attempt and its request
     */
    public boolean mayStart(
            PartId part, StartedSend send, Duration maxStartDelay, Duration idleTimeout) {
        var sql =
                """
                SELECT set_config('idle_in_transaction_session_timeout', ?, true) FROM message_part
                 WHERE reply_id = ? AND number = ? AND state = 'SENDING' AND attempts = ?
                   AND clock_timestamp() < ?
                """;
        return SqlStatement.of(
                        sql,
                        idleTimeout.toMillis() + "ms",
                        part.reply().value(),
                        part.number(),
                        send.attempt(),
                        send.at().plus(maxStartDelay))
                .first(database, row -> true)
                .isPresent();
    }

    /**
     * Ends the part as failed, and with it those behind it, if it is pending and its customer has
     * opted out.
     *
     * @return whether it did
     */
    public boolean failedByOptOut(PartId part, Instant now) {
        return database.inTransaction(() -> {
        var sql =
                """
                SELECT 1 FROM message_part JOIN conversation ON conversation.id = message_part.conversation_id
                 WHERE reply_id = ? AND number = ? AND state = 'PENDING' AND opted_out_at IS NOT NULL
                """;
        var optedOut =
                SqlStatement.of(sql, part.reply().value(), part.number())
                        .firstNumber(database)
                        .isPresent();
        if (optedOut) {
            failed(part, PartFailure.OPTED_OUT, now);
        }
        return optedOut;
        });
    }

    /**
     * Makes the part pending again, because nothing was sent by this attempt. A later attempt, of
     * another instance that took the part up meanwhile, is left alone.
     */
    public void postpone(PartId part, int attempt, Instant now) {
        var sql =
                """
                UPDATE message_part SET state = 'PENDING', sending_since = NULL, updated_at = ?
                 WHERE reply_id = ? AND number = ? AND state = 'SENDING' AND attempts = ?
                """;
        SqlStatement.of(sql, now, part.reply().value(), part.number(), attempt).run(database);
    }

    /** Stores the provider's id of the part, and applies the statuses that were parked for it. */
    public void accepted(PartId part, String providerMessageId, Instant now) {
        database.runInTransaction(() -> {
        parked.lock(providerMessageId);
        var sql =
                """
                UPDATE message_part SET provider_message_id = ?, updated_at = ?,
                       failure_code = CASE WHEN %1$s THEN NULL ELSE failure_code END,
                       failure_text = CASE WHEN %1$s THEN NULL ELSE failure_text END,
                       state = CASE WHEN %1$s THEN 'SENT' ELSE state END
                 WHERE reply_id = ? AND number = ?
                   AND (provider_message_id IS NULL OR provider_message_id = ?)
                """
                        .formatted(IS_NEWS);
        var rank = PartState.SENT.rank();
        SqlStatement.of(
                        sql,
                        providerMessageId,
                        now,
                        rank,
                        rank,
                        rank,
                        part.reply().value(),
                        part.number(),
                        providerMessageId)
                .run(database);
        if (part.number() == 1) {
            messages.setProviderId(MessageId.of(part.reply()), providerMessageId);
        }
        parked.applyTo(part, providerMessageId, now);
        updateMessage(part.reply());
        });
    }

    /**
     * Ends the part as failed, unless a provider's status says otherwise, and with it the later
     * pending ones of its reply: a customer does not get the end without the beginning. Parts that
     * an operator resends are left alone.
     */
    public void failed(PartId part, PartFailure failure, Instant now) {
        database.runInTransaction(() -> {
        var sql =
                """
                UPDATE message_part
                   SET state = 'FAILED', failure_code = ?, failure_text = ?, updated_at = ?
                 WHERE reply_id = ?
                   AND ((number = ? AND state IN ('PENDING', 'SENDING', 'UNKNOWN'))
                        OR (number > ? AND state = 'PENDING' AND resumed_at IS NULL))
                """;
        SqlStatement.of(
                        sql,
                        failure.code(),
                        failure.text(),
                        now,
                        part.reply().value(),
                        part.number(),
                        part.number())
                .run(database);
        updateMessage(part.reply());
        });
    }

    /**
     * Ends the part as failed by the response to an attempt. A later attempt, of another instance
     * that took the part up meanwhile, is left alone, and so are the parts behind it.
     */
    public void refused(PartId part, int attempt, PartFailure failure, Instant now) {
        database.runInTransaction(() -> {
        var ofAttempt =
                """
                UPDATE message_part
                   SET state = 'FAILED', failure_code = ?, failure_text = ?, updated_at = ?
                 WHERE reply_id = ? AND number = ? AND state IN ('SENDING', 'UNKNOWN') AND attempts = ?
                """;
        var refused =
                SqlStatement.of(
                                ofAttempt,
                                failure.code(),
                                failure.text(),
                                now,
                                part.reply().value(),
                                part.number(),
                                attempt)
                        .update(database);
        if (refused > 0) {
            failed(part, failure, now);
        }
        });
    }

    /**
     * Leaves the part to an operator as of unknown outcome, unless its outcome has become known.
     */
    public void unknown(PartId part, PartFailure failure, Instant now) {
        database.runInTransaction(() -> {
        var sql =
                """
                UPDATE message_part
                   SET state = 'UNKNOWN', failure_code = ?, failure_text = ?, updated_at = ?
                 WHERE reply_id = ? AND number = ? AND state = 'SENDING'
                """;
        SqlStatement.of(
                        sql,
                        failure.code(),
                        failure.text(),
                        now,
                        part.reply().value(),
                        part.number())
                .run(database);
        updateMessage(part.reply());
        });
    }

    /**
     * Ends a part of unknown outcome as suppressed: evidence shows that it was not sent, and it
     * will not be, because the ownership has changed. A part with an operator's decision is left
     * alone.
     */
    public void suppressUnsent(PartId part, int attempt, Instant now) {
        database.runInTransaction(() -> {
        var sql =
                """
                UPDATE message_part part
                   SET state = 'SUPPRESSED', sending_since = NULL, failure_code = NULL, failure_text = NULL,
                       updated_at = ?
                 WHERE reply_id = ? AND number = ? AND state = 'UNKNOWN' AND attempts = ?
                   AND resumed_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM part_decision decided
                                    WHERE decided.reply_id = part.reply_id AND decided.number = part.number
                                      AND decided.attempt = part.attempts)
                """;
        SqlStatement.of(sql, now, part.reply().value(), part.number(), attempt).run(database);
        updateMessage(part.reply());
        });
    }

    /**
     * Ends the part and all later ones of its reply as suppressed, if they are pending; the part
     * itself also when its send was begun, since the caller knows that nothing was sent. A part
     * that an operator resends is {@code UNKNOWN} as before: its earlier send may have succeeded.
     */
    public void suppressFrom(PartId part, Instant now) {
        database.runInTransaction(() -> {
        var sql =
                """
                UPDATE message_part
                   SET state = CASE WHEN resumed_at IS NULL THEN 'SUPPRESSED' ELSE 'UNKNOWN' END,
                       failure_code = CASE WHEN resumed_at IS NULL THEN failure_code ELSE ? END,
                       failure_text = CASE WHEN resumed_at IS NULL THEN failure_text ELSE ? END,
                       sending_since = resumed_at,
                       updated_at = ?
                 WHERE reply_id = ? AND number >= ?
                   AND (state = 'PENDING' OR (number = ? AND state = 'SENDING'))
                """;
        SqlStatement.of(
                        sql,
                        PartFailure.NO_EVIDENCE.code(),
                        PartFailure.NO_EVIDENCE.text(),
                        now,
                        part.reply().value(),
                        part.number(),
                        part.number())
                .run(database);
        updateMessage(part.reply());
        });
    }

    /**
     * Sets the status of the reply's message from its parts, which are read once the message's row
     * is locked, so that of two concurrent changes the later one sees both.
     */
    void updateMessage(ReplyId reply) {
        var message = MessageId.of(reply);
        messages.lock(message);
        var progress = ReplyProgress.of(of(reply));
        messages.updateStatus(
                message,
                progress.status(),
                progress.failure().map(PartFailure::code).orElse(null),
                progress.failure().map(PartFailure::text).orElse(null));
    }
}
