package dev.switchboard.transcript.part;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How far a part has come, in rising order: a provider's status moves a part upwards only. What
 * sends the part may also put it back from {@code SENDING} to {@code PENDING} when it knows that
 * nothing left.
 */
public enum PartState {
    /** To be sent. */
    PENDING,
    /** Not sent, because somebody else has the line. */
    SUPPRESSED,
    /** A send may be under way; after a crash nobody knows how it ended. */
    SENDING,
    /**
     * Nobody could find out whether it was sent; left to an operator ({@link PartDecisions}), never
     * sent again by itself.
     */
    UNKNOWN,
    /** The provider has accepted it. */
    SENT,
    DELIVERED,
    READ,
    FAILED;

    private static final List<PartState> RISING = List.of(values());

    /** The SQL expression that ranks the column {@code state} as {@link #rank()} does. */
    static final String RANK_OF_COLUMN =
            RISING.stream()
                    .map(state -> "'" + state + "'")
                    .collect(Collectors.joining(", ", "array_position(ARRAY[", "], state)"));

    int rank() {
        return RISING.indexOf(this) + 1;
    }

    /** Whether sending is over, well or badly, as far as this product has a say in it. */
    public boolean isSettled() {
        return switch (this) {
            case PENDING, SENDING -> false;
            case SUPPRESSED, UNKNOWN, SENT, DELIVERED, READ, FAILED -> true;
        };
    }
}
