package dev.switchboard.transcript.part;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Moves a part upwards by a provider's status, in one statement; never downwards. A part that an
 * operator has dropped for lack of evidence gets the state that evidence shows. A failure stays
 * one, whatever is reported before or after it; that the message was delivered all the same, as
 * with one of several devices, is added to its text.
 */
@ApplicationScoped
public class StatusProgression {
    private static final String ADVANCE =
            """
            UPDATE message_part SET state = ?, updated_at = ?, failure_code = ?,
                   failure_text = CASE WHEN ? AND (state IN ('DELIVERED', 'READ') OR failure_text LIKE ?)
                                       THEN concat_ws('; ', NULLIF(?, ''), ?) ELSE ? END
             WHERE reply_id = ? AND number = ?
               AND (%s < ? OR (state = 'FAILED' AND failure_code = '%s')
                    OR (? AND state = 'FAILED' AND failure_code = ? AND ? <> ?))
            """
                    .formatted(PartState.RANK_OF_COLUMN, PartDecisions.DROPPED);

    private static final String NOTE =
            """
            UPDATE message_part SET failure_text = concat_ws('; ', NULLIF(failure_text, ''), ?), updated_at = ?
             WHERE reply_id = ? AND number = ? AND state = 'FAILED' AND coalesce(failure_text, '') NOT LIKE ?
            """;

    /** Code of a failure for which the provider gives none. */
    private static final String NO_CODE = "unknown";

    private static final String DELIVERED_ALL_THE_SAME = "the provider also says it was delivered";
    private static final String NOTED = "%" + DELIVERED_ALL_THE_SAME;

    private final Database database;

    StatusProgression(Database database) {
        this.database = database;
    }

    /** Status as the provider reports it. */
    record ReportedStatus(
            DeliveryStatus status, Optional<String> errorCode, Optional<String> errorText) {}

    /** Applies the statuses that were parked for the part. */
    void applyParked(PartId part, List<ReportedStatus> parked, Instant now) {
        for (var status : parked) {
            if (!advance(part, status, now)) {
                var _ = noteDelivered(part, status.status(), now);
            }
        }
    }

    /** Applies a status and returns whether the part has advanced. */
    boolean advance(PartId part, ReportedStatus reported, Instant now) {
        var state = PartState.after(reported.status());
        var failed = state == PartState.FAILED;
        var code = failed ? reported.errorCode().orElse(NO_CODE) : null;
        var text = failed ? reported.errorText().orElse("") : null;
        return SqlStatement.of(
                                ADVANCE,
                                state.name(),
                                now,
                                code,
                                failed,
                                NOTED,
                                text,
                                DELIVERED_ALL_THE_SAME,
                                text,
                                part.reply().value(),
                                part.number(),
                                state.rank(),
                                failed,
                                NO_CODE,
                                code,
                                NO_CODE)
                        .update(database)
                == 1;
    }

    /**
     * Notes a delivery after a failure; returns whether the part has failed and this delivery is
     * new.
     */
    boolean noteDelivered(PartId part, DeliveryStatus status, Instant now) {
        var delivered = status == DeliveryStatus.DELIVERED || status == DeliveryStatus.READ;
        return delivered
                && SqlStatement.of(
                                        NOTE,
                                        DELIVERED_ALL_THE_SAME,
                                        now,
                                        part.reply().value(),
                                        part.number(),
                                        NOTED)
                                .update(database)
                        == 1;
    }
}
