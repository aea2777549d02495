package dev.switchboard.transcript.part;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.identity.PartId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

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
            UPDATE message_part SET state = :state, updated_at = :now, failure_code = :code,
                   failure_text = CASE WHEN :state = 'FAILED'
                                        AND (state IN ('DELIVERED', 'READ') OR failure_text LIKE :noted)
                                       THEN concat_ws('; ', NULLIF(:text, ''), :note) ELSE :text END
             WHERE reply_id = :reply AND number = :number
               AND (%s < :rank OR (state = 'FAILED' AND failure_code = '%s')
                    OR (:state = 'FAILED' AND state = 'FAILED' AND failure_code = :unknown AND :code <> :unknown))
            """
                    .formatted(PartState.RANK_OF_COLUMN, PartDecisions.DROPPED);

    private static final String NOTE =
            """
            UPDATE message_part SET failure_text = concat_ws('; ', NULLIF(failure_text, ''), :note), updated_at = :now
             WHERE reply_id = :reply AND number = :number
               AND state = 'FAILED' AND coalesce(failure_text, '') NOT LIKE :noted
            """;

    /** Code of a failure for which the provider gives none. */
    private static final String NO_CODE = "unknown";

    private static final String DELIVERED_ALL_THE_SAME = "the provider also says it was delivered";
    private static final String NOTED = "%" + DELIVERED_ALL_THE_SAME;

    private final StatelessSession session;

    StatusProgression(StatelessSession session) {
        this.session = session;
    }

    /** Applies a status and returns whether the part has advanced. */
    boolean advance(
            PartId part,
            DeliveryStatus status,
            @Nullable String errorCode,
            @Nullable String errorText,
            Instant now) {
        var state = stateAfter(status);
        var failed = state == PartState.FAILED;
        return session.createNativeMutationQuery(ADVANCE)
                        .setParameter("state", state.name())
                        .setParameter("rank", state.rank())
                        .setParameter(
                                "code", failed ? orElse(errorCode, NO_CODE) : null, String.class)
                        .setParameter("text", failed ? orElse(errorText, "") : null, String.class)
                        .setParameter("unknown", NO_CODE)
                        .setParameter("note", DELIVERED_ALL_THE_SAME)
                        .setParameter("noted", NOTED)
                        .setParameter("reply", part.reply().value())
                        .setParameter("number", part.number())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /**
     * Notes a delivery after a failure; returns whether the part has failed and this delivery is
     * new.
     */
    boolean noteDelivered(PartId part, DeliveryStatus status, Instant now) {
        var delivered = status == DeliveryStatus.DELIVERED || status == DeliveryStatus.READ;
        return delivered
                && session.createNativeMutationQuery(NOTE)
                                .setParameter("note", DELIVERED_ALL_THE_SAME)
                                .setParameter("noted", NOTED)
                                .setParameter("reply", part.reply().value())
                                .setParameter("number", part.number())
                                .setParameter("now", now)
                                .executeUpdate()
                        == 1;
    }

    /**
     * Returns the state that a status leads to; any status shows that the provider has accepted the
     * message.
     */
    private static PartState stateAfter(DeliveryStatus status) {
        return switch (status) {
            case QUEUED, SENDING, SENT -> PartState.SENT;
            case DELIVERED -> PartState.DELIVERED;
            case READ -> PartState.READ;
            case FAILED -> PartState.FAILED;
        };
    }

    private static String orElse(@Nullable String value, String fallback) {
        return value == null ? fallback : value;
    }
}
