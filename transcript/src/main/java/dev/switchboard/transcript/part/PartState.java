package dev.switchboard.transcript.part;

import dev.switchboard.common.event.DeliveryStatus;
import java.util.List;
import java.util.stream.Collectors;

/**
 * State of a part, in rising order: a provider's status moves a part upwards only. The sender may
 * also put it back from {@code SENDING} to {@code PENDING} when it knows that nothing was sent.
 */
public enum PartState {
    /** To be sent. */
    PENDING,
    /** Not sent, because the ownership has changed. */
    SUPPRESSED,
    /** A send may be in flight; after a crash its outcome is unknown. */
    SENDING,
    /**
     * The outcome could not be reconciled; left to an operator ({@link PartDecisions}), never sent
     * again automatically.
     */
    UNKNOWN,
    /** The provider has accepted it. */
    SENT,
    DELIVERED,
    READ,
    FAILED;

    private static final List<PartState> RISING = List.of(values());

    /** SQL expression that ranks the column {@code state} as {@link #rank()} does. */
    static final String RANK_OF_COLUMN = rankOf("state");

    /** Returns the SQL expression that ranks a column of states as {@link #rank()} does. */
    static String rankOf(String column) {
        return RISING.stream()
                .map(state -> "'" + state + "'")
                .collect(Collectors.joining(", ", "array_position(ARRAY[", "], " + column + ")"));
    }

    /**
     * Returns the state that a status leads to; any status shows that the provider has accepted the
     * message.
     */
    public static PartState after(DeliveryStatus status) {
        return switch (status) {
            case QUEUED, SENDING, SENT -> SENT;
            case DELIVERED -> DELIVERED;
            case READ -> READ;
            case FAILED -> FAILED;
        };
    }

    int rank() {
        return RISING.indexOf(this) + 1;
    }

    /**
     * Returns whether delivery has ended, successfully or not, as far as this product can influence
     * it.
     */
    public boolean isFinal() {
        return switch (this) {
            case PENDING, SENDING -> false;
            case SUPPRESSED, UNKNOWN, SENT, DELIVERED, READ, FAILED -> true;
        };
    }
}
