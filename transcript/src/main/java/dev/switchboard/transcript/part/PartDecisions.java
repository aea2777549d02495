package dev.switchboard.transcript.part;

import dev.switchboard.common.identity.PartId;
import dev.switchboard.transcript.part.PartDecisionResult.Recorded;
import dev.switchboard.transcript.part.PartDecisionResult.Refused;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores operators' decisions about parts of unknown outcome. A decision is about the attempt whose
 * outcome is unknown, and no other; a provider's status, earlier or later, takes precedence.
 */
@ApplicationScoped
public class PartDecisions {
    /**
     * Failure code of a part that an operator has dropped: an assumption, not a provider's status.
     */
    public static final String DROPPED = "dropped-by-operator";

    private static final String DECIDE =
            """
            INSERT INTO part_decision (reply_id, number, attempt, decision, decided_by, at)
            VALUES (?, ?, ?, ?, ?, ?) RETURNING id
            """;
    private static final String DROP =
            """
            UPDATE message_part SET state = 'FAILED', failure_code = '%s',
                   failure_text = 'An operator has decided not to send it again', updated_at = ?
             WHERE reply_id = ? AND number = ?
            """
                    .formatted(DROPPED);
    private static final String TAKE_UP =
            """
            UPDATE message_part part
               SET state = 'PENDING', sending_since = NULL, failure_code = NULL, failure_text = NULL,
                   resumed_at = ?, updated_at = ?
             WHERE reply_id = ? AND number = ? AND state = 'UNKNOWN'
               AND EXISTS (SELECT 1 FROM part_decision decided
                            WHERE decided.reply_id = part.reply_id AND decided.number = part.number
                              AND decided.attempt = part.attempts AND decided.decision = 'RESEND')
            """;

    private final Database database;
    private final PartStore parts;

    PartDecisions(Database database, PartStore parts) {
        this.database = database;
        this.parts = parts;
    }

    /**
     * Allows another send. The part stays {@code UNKNOWN}, and listed as such, until its sender
     * takes it up: a crash in between cannot lose it.
     */
    public PartDecisionResult resend(PartId part, String actor, Instant now) {
        return database.inTransaction(() -> {
            return findUnknown(part)
                    .map(it -> decide(it, "RESEND", actor, now))
                    .orElseGet(() -> refused(part));
        });
    }

    /** Withdraws a decision that could not be published; no effect once it is taken up. */
    public void withdraw(Recorded decision) {
        SqlStatement.of("DELETE FROM part_decision WHERE id = ?", decision.id()).run(database);
    }

    /** Ends the part as failed, but no other part of its reply. */
    public PartDecisionResult drop(PartId part, String actor, Instant now) {
        return database.inTransaction(() -> {
            var unknown = findUnknown(part);
            if (unknown.isEmpty()) {
                return refused(part);
            }
            var decision = decide(unknown.get(), "DROP", actor, now);
            SqlStatement.of(DROP, now, part.reply().value(), part.number()).run(database);
            return decision;
        });
    }

    /**
     * Makes a part of unknown outcome pending again, if an operator has allowed that.
     *
     * @return whether it is to be sent again
     */
    public boolean takeUp(PartId part, Instant now) {
        return SqlStatement.of(TAKE_UP, now, now, part.reply().value(), part.number())
                        .update(database)
                == 1;
    }

    /**
     * Finds and locks a part of unknown outcome until the transaction ends: a provider's status
     * waits meanwhile, or came first.
     */
    private Optional<Part> findUnknown(PartId part) {
        return parts.findLocked(part).filter(found -> found.state() == PartState.UNKNOWN);
    }

    private PartDecisionResult decide(Part part, String decision, String actor, Instant now) {
        return SqlStatement.of(
                        DECIDE,
                        part.id().reply().value(),
                        part.id().number(),
                        part.attempts(),
                        decision,
                        actor,
                        now)
                .first(database, row -> new Recorded(row.getLong("id")))
                .orElseThrow();
    }

    private PartDecisionResult refused(PartId part) {
        return new Refused(parts.find(part).map(Part::state));
    }
}
