package dev.switchboard.outbound.provider;

/**
 * Why a provider did not take a part.
 *
 * @param code the provider's own code, or {@link #NOT_SENT} where the provider was not reached
 * @param text the provider's explanation, for operators
 */
public record SendFailure(String code, String text, FailureClass failureClass) {
    /** The request did not leave this process. */
    public static final String NOT_SENT = "not-sent";

    public static SendFailure notSent(String why) {
        return new SendFailure(NOT_SENT, why, FailureClass.RETRY);
    }

    public boolean retryable() {
        return failureClass.retryable();
    }
}
