package dev.switchboard.transcript.part;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.transcript.part.StatusProgression.ReportedStatus;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.RoundTrip;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stores the parts of replies and the changes that their sender makes. Every change is idempotent;
 * none takes a part back from a provider's status. A call joins the caller's transaction or has its
 * own.
 */
@ApplicationScoped
public class PartStore {
    /**
     * Condition that the provider's acceptance is new. A failure without a provider id was our own
     * decision, or that of another attempt than the accepted one.
     */
    private static final String IS_NEWS =
            "(%s < ? OR (state = 'FAILED' AND provider_message_id IS NULL))"
                    .formatted(PartState.RANK_OF_COLUMN);

    /** Stores the provider's id, and takes out the statuses that were parked for it. */
    private static final String ACCEPTED =
            """
            WITH accepted AS (
                UPDATE message_part SET provider_message_id = ?, updated_at = ?,
                       failure_code = CASE WHEN %1$s THEN NULL ELSE failure_code END,
                       failure_text = CASE WHEN %1$s THEN NULL ELSE failure_text END,
                       state = CASE WHEN %1$s THEN 'SENT' ELSE state END
                 WHERE reply_id = ? AND number = ?
                   AND (provider_message_id IS NULL OR provider_message_id = ?)
                RETURNING %2$s),
            waiting AS (%3$s)
            SELECT accepted.*, waiting.*
              FROM (SELECT 1) AS always LEFT JOIN accepted ON true LEFT JOIN waiting ON true
            """
                    .formatted(IS_NEWS, Part.COLUMNS, ParkedStatusStore.TAKE);

    private static final String REFUSED =
            """
            WITH refused AS (
                UPDATE message_part
                   SET state = 'FAILED', failure_code = ?, failure_text = ?, updated_at = ?
                 WHERE reply_id = ? AND number = ? AND state IN ('SENDING', 'UNKNOWN') AND attempts = ?
                RETURNING %s),
            behind AS (
                UPDATE message_part
                   SET state = 'FAILED', failure_code = ?, failure_text = ?, updated_at = ?
                 WHERE reply_id = ? AND number > ? AND state = 'PENDING' AND resumed_at IS NULL
                   AND EXISTS (SELECT 1 FROM refused))
            SELECT * FROM refused
            """
                    .formatted(Part.COLUMNS);

    private static final String SAME_TEXT =
            """
            conversation_id = ? AND text = ? AND sending_since > ?
               AND provider_message_id IS NULL AND NOT (reply_id = ? AND number = ?)
            """;

    /**
     * Parts of unknown outcome by their index, parts in flight by that of all listed ones, of which
     * few are in flight.
     */
    private static final String INDISTINGUISHABLE =
            """
            SELECT 1 FROM message_part
             WHERE (listed_state = 'UNKNOWN' OR (listed_state = 'FAILED' AND failure_code = '%s')) AND %s
            UNION ALL
            SELECT 1 FROM message_part WHERE listed_state = 'SENDING' AND %s
             LIMIT 1
            """
                    .formatted(PartDecisions.DROPPED, SAME_TEXT, SAME_TEXT);

    private static final String KNOWN =
            """
            SELECT provider_message_id FROM message_part WHERE provider_message_id = ANY (CAST(? AS text[]))
            """;

    private static final String SELECT = "SELECT " + Part.COLUMNS + " FROM message_part WHERE ";

    private final Database database;
    private final StatusProgression progression;

    PartStore(Database database, StatusProgression progression) {
        this.database = database;
        this.progression = progression;
    }

    /**
     * Creates the reply's parts, unless it has some: those stay as they are, even if the text would
     * be split differently today.
     *
     * @return the reply's parts in order
     */
    public List<Part> plan(ReplyDecided reply, List<PartContent> contents, Instant now) {
        return plan(reply, contents, false, now).parts();
    }

    /**
     * Same as {@link #plan(ReplyDecided, List, Instant)}; if it creates the parts, begins to send
     * the first one in the same statement.
     *
     * @param begins whether to do that, if the reply's message is recorded and the customer has not
     *     opted out
     */
    public PlannedParts plan(
            ReplyDecided reply, List<PartContent> contents, boolean begins, Instant now) {
        var insert = PartInsert.of(reply, contents, begins, now);
        var rows = insert.statement().rows(database, PartInsert.Inserted::of);
        // None or not all were new: another call was or is at it.
        var parts =
                rows.size() == insert.count()
                        ? rows.stream().map(PartInsert.Inserted::part).toList()
                        : of(reply.id());
        return new PlannedParts(
                parts,
                rows.stream().flatMap(row -> row.begun().stream()).findFirst(),
                rows.stream().anyMatch(PartInsert.Inserted::recorded));
    }

    /** Returns the reply's parts in order; empty if it has not been planned. */
    public List<Part> of(ReplyId reply) {
        return SqlStatement.of(SELECT + "reply_id = ? ORDER BY number", reply.value())
                .rows(database, Part::of);
    }

    public Optional<Part> find(PartId part) {
        return find(part, "");
    }

    /**
     * Returns the part.
     *
     * @throws IllegalStateException when there is none
     */
    public Part require(PartId part) {
        return find(part).orElseThrow(() -> new IllegalStateException("no row for part " + part));
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
     *
     * @return the part as it is now
     */
    public Part postpone(PartId part, int attempt, Instant now) {
        var sql =
                """
                UPDATE message_part SET state = 'PENDING', sending_since = NULL, updated_at = ?
                 WHERE reply_id = ? AND number = ? AND state = 'SENDING' AND attempts = ?
                RETURNING
                """
                        + Part.COLUMNS;
        return changed(
                SqlStatement.of(sql, now, part.reply().value(), part.number(), attempt), part);
    }

    private Part changed(SqlStatement change, PartId part) {
        return change.first(database, Part::of).orElseGet(() -> require(part));
    }

    /**
     * Stores the provider's id of the part, and applies the statuses that were parked for it.
     *
     * @return the part as it is now
     */
    public Part accepted(PartId part, String providerMessageId, Instant now) {
        return database.inTransaction(() -> {
            var rank = PartState.SENT.rank();
            var trip = new RoundTrip();
            trip.add(SqlStatement.of(ParkedStatusStore.LOCK, providerMessageId));
            var accepted =
                    trip.add(
                            SqlStatement.of(
                                    ACCEPTED,
                                    providerMessageId,
                                    now,
                                    rank,
                                    rank,
                                    rank,
                                    part.reply().value(),
                                    part.number(),
                                    providerMessageId,
                                    providerMessageId),
                            Accepted::of);
            trip.run(database);
            var rows = accepted.get();
            var parked = rows.stream().flatMap(row -> row.parked().stream()).toList();
            progression.applyParked(part, parked, now);
            return rows.getFirst()
                    .part()
                    .filter(_ -> parked.isEmpty())
                    .orElseGet(() -> require(part));
        });
    }

    /**
     * Ends the part as failed, unless a provider's status says otherwise, and with it the later
     * pending ones of its reply: a customer does not get the end without the beginning. Parts that
     * an operator resends are left alone.
     */
    public void failed(PartId part, PartFailure failure, Instant now) {
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
    }

    /**
     * Ends the part as failed by the response to an attempt, and the parts behind it as {@link
     * #failed} does. A later attempt, of another instance that took the part up meanwhile, is left
     * alone, and so are the parts behind it.
     *
     * @return the part as it is now
     */
    public Part refused(PartId part, int attempt, PartFailure failure, Instant now) {
        var refused =
                SqlStatement.of(
                        REFUSED,
                        failure.code(),
                        failure.text(),
                        now,
                        part.reply().value(),
                        part.number(),
                        attempt,
                        failure.code(),
                        failure.text(),
                        now,
                        part.reply().value(),
                        part.number());
        return changed(refused, part);
    }

    /**
     * Leaves the part to an operator as of unknown outcome, unless its outcome has become known.
     */
    public void unknown(PartId part, PartFailure failure, Instant now) {
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
    }

    /**
     * Ends a part of unknown outcome as suppressed: evidence shows that it was not sent, and it
     * will not be, because the ownership has changed. A part with an operator's decision is left
     * alone.
     */
    public void suppressUnsent(PartId part, int attempt, Instant now) {
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
    }

    /**
     * Ends the part and all later ones of its reply as suppressed, if they are pending; the part
     * itself also when this attempt of it was begun, since the caller knows that nothing was sent.
     * A part that an operator resends is {@code UNKNOWN} as before: its earlier send may have
     * succeeded.
     *
     * @return the part as it is now
     */
    public Part suppressFrom(PartId part, int attempt, Instant now) {
        var sql =
                """
                UPDATE message_part
                   SET state = CASE WHEN resumed_at IS NULL THEN 'SUPPRESSED' ELSE 'UNKNOWN' END,
                       failure_code = CASE WHEN resumed_at IS NULL THEN failure_code ELSE ? END,
                       failure_text = CASE WHEN resumed_at IS NULL THEN failure_text ELSE ? END,
                       sending_since = resumed_at,
                       updated_at = ?
                 WHERE reply_id = ? AND number >= ?
                   AND (state = 'PENDING' OR (number = ? AND state = 'SENDING' AND attempts = ?))
                RETURNING
                """
                        + Part.COLUMNS;
        return SqlStatement.of(
                        sql,
                        PartFailure.NO_EVIDENCE.code(),
                        PartFailure.NO_EVIDENCE.text(),
                        now,
                        part.reply().value(),
                        part.number(),
                        part.number(),
                        attempt)
                .rows(database, Part::of)
                .stream()
                .filter(suppressed -> suppressed.id().equals(part))
                .findFirst()
                .orElseGet(() -> require(part));
    }

    /**
     * Row of an acceptance.
     *
     * @param part empty if it has another provider id
     * @param parked one of the statuses that were parked for the provider's id
     */
    private record Accepted(Optional<Part> part, Optional<ReportedStatus> parked) {
        static Accepted of(ResultSet row) throws SQLException {
            return new Accepted(
                    row.getObject("reply_id") == null
                            ? Optional.empty()
                            : Optional.of(Part.of(row)),
                    ParkedStatusStore.waiting(row));
        }
    }
}
