package dev.switchboard.operator.deadletter;

import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.operator.deadletter.DeadLetterView.Turn;
import dev.switchboard.operator.deadletter.DeadLetterView.TurnState;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** Row of {@code dead_letter}: a record that no service could process, and its replays. */
@Entity
public class DeadLetter {
    @Id private UUID id;
    private String origin;
    private String place;
    private @Nullable String recordKey;
    private @Nullable String recordType;
    private String cause;
    private int attempts;

    @Column(name = "at")
    private Instant deadLetteredAt;

    private @Nullable UUID turnId;

    /** Says nothing if there is no turn. */
    @Formula(
            """
            coalesce((SELECT CASE WHEN answer.reply_id IS NULL THEN 'LEFT_UNANSWERED'
                                  WHEN reply.failure IS NULL THEN 'ANSWERED' ELSE 'APOLOGIZED' END
                      FROM turn_answer answer LEFT JOIN reply ON reply.id = answer.reply_id
                      WHERE answer.turn_id = turn_id), 'OPEN')
            """)
    @Enumerated(EnumType.STRING)
    private TurnState turnState;

    private @Nullable UUID replayOf;
    private int replays;
    private @Nullable Instant replayedAt;
    private @Nullable String replayedBy;

    /** May have 8 MB, which a list does not need. */
    @Basic(fetch = FetchType.LAZY)
    private byte[] event;

    /** The letter without its record's contents. */
    DeadLetterView view() {
        return new DeadLetterView(
                id,
                origin,
                place,
                Optional.ofNullable(recordKey),
                Optional.ofNullable(recordType),
                cause,
                attempts,
                deadLetteredAt,
                Optional.ofNullable(turnId).map(turn -> new Turn(turn, turnState)),
                Optional.ofNullable(replayOf),
                replays,
                Optional.ofNullable(replayedAt),
                Optional.ofNullable(replayedBy));
    }

    /** The letter with its record's contents, which are loaded on this call. */
    DeadLettered event() {
        return EventCodec.decode(DeadLettered.class, event);
    }
}
