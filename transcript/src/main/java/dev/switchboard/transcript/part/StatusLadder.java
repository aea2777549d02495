package dev.switchboard.transcript.part;

import dev.switchboard.model.event.DeliveryStatus;
import dev.switchboard.model.identity.PartId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Moves a part upwards by what a provider says, in one statement; never downwards. What an operator
 * has dropped for want of evidence is wherever the evidence says.
 */
@ApplicationScoped
public class StatusLadder {
    private static final String CLIMB =
            """
            UPDATE message_part SET state = :state, updated_at = :now,
                   failure_code = :code, failure_text = :text
             WHERE reply_id = :reply AND number = :number
               AND (%s < :rank OR (state = 'FAILED' AND failure_code = '%s'))
            """
                    .formatted(PartState.RANK_OF_COLUMN, PartDecisions.DROPPED);
    private final StatelessSession session;

    StatusLadder(StatelessSession session) {
        this.session = session;
    }

    /** Returns whether the part has moved. */
    boolean climb(
            PartId part,
            DeliveryStatus status,
            @Nullable String errorCode,
            @Nullable String errorText,
            Instant now) {
        var state = stateAfter(status);
        var failed = state == PartState.FAILED;
        return session.createNativeMutationQuery(CLIMB)
                        .setParameter("state", state.name())
                        .setParameter("rank", state.rank())
                        .setParameter(
                                "code", failed ? orElse(errorCode, "unknown") : null, String.class)
                        .setParameter("text", failed ? orElse(errorText, "") : null, String.class)
                        .setParameter("reply", part.reply().value())
                        .setParameter("number", part.number())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** Whatever a provider says about a message shows that it has accepted the message. */
    private static PartState stateAfter(DeliveryStatus status) {
        return switch (status) {
            case QUEUED, SENDING, SENT -> PartState.SENT;
            case DELIVERED -> PartState.DELIVERED;
            case READ -> PartState.READ;
            case FAILED -> PartState.FAILED;
        };
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
