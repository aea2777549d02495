package dev.switchboard.aiworker.spend;

/** Result of asking for room under the ceilings for a call. */
public sealed interface SpendResult {

    /** The call may be made, and must be settled. */
    record Granted(Reservation reservation) implements SpendResult {}

    /**
     * The call must not be made.
     *
     * @param ceiling {@code day}, {@code number} or {@code conversation}
     */
    record Refused(String ceiling) implements SpendResult {}
}
