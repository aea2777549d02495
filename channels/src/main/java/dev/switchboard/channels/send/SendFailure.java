package dev.switchboard.channels.send;

/**
 * Reason for which a part was not accepted.
 *
 * @param code the provider's own code, or {@link #NOT_SENT} if the provider was not reached
 * @param text the provider's explanation, for operators
 */
public record SendFailure(String code, String text, FailureClass failureClass) {
    /** The request did not leave this process. */
    public static final String NOT_SENT = "not-sent";

    public static SendFailure notSent(String reason) {
        return new SendFailure(NOT_SENT, reason, FailureClass.RETRY);
    }

    public boolean retryable() {
        return failureClass.retryable();
    }
}
