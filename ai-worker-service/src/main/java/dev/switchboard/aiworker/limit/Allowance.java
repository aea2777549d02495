package dev.switchboard.aiworker.limit;

import java.util.OptionalInt;

/** Result of asking for an answer by the model to a customer's turn. */
public sealed interface Allowance {

    /** The model may answer the turn. */
    record Granted() implements Allowance {}

    /**
     * The customer has had as many answers as the limit allows.
     *
     * @param noticeSeconds time to wait, at least 1, where the customer is to be told with this
     *     turn
     */
    record Limited(OptionalInt noticeSeconds) implements Allowance {}
}
