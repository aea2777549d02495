package dev.switchboard.outbound.meta;

import dev.switchboard.outbound.provider.FailureClass;

/**
 * What Meta's error codes ask of us, by Meta's documentation of the Cloud API's error codes. A code
 * that is not listed is permanent: sending the same again would fail again.
 */
final class MetaErrors {
    private MetaErrors() {}

    static FailureClass classOf(int code) {
        return switch (code) {
            // Something passing at Meta's end. 135000 is not: an unknown error with a request's
            // parameters would hold up its conversation for nothing.
            case 1, 2, 131000, 131016, 131057 -> FailureClass.RETRY;
            // Limits of the app, the business account, the number.
            case 4, 80007, 130429, 133016 -> FailureClass.THROTTLE;
            case 131048 -> FailureClass.SPAM_LIMIT;
            case 131056 -> FailureClass.THROTTLE_RECIPIENT;
            case 131047 -> FailureClass.WINDOW_CLOSED;
            // The token.
            case 0, 3, 10, 190 -> FailureClass.CONFIGURATION;
            // Locked account, policy, display name, payment, certificate.
            case 368, 130497, 131031, 131037, 131042, 131045 -> FailureClass.CONFIGURATION;
            default ->
                    code >= 200 && code <= 299
                            ? FailureClass.CONFIGURATION
                            : FailureClass.PERMANENT;
        };
    }

    /**
     * Whether the message may have been taken all the same: Meta's "unknown", "temporary" and
     * "unavailable", and any server error but those by which Meta has not taken it up, such as a
     * rate limit.
     */
    static boolean leavesInDoubt(int code, boolean serverError) {
        return switch (code) {
            case 1, 2, 131000, 131016 -> true;
            default ->
                    serverError
                            && switch (classOf(code)) {
                                case THROTTLE, SPAM_LIMIT, THROTTLE_RECIPIENT, RETRY -> false;
                                case PERMANENT, WINDOW_CLOSED, CONFIGURATION -> true;
                            };
        };
    }

    /** For an answer without a code, such as one from a proxy in between. */
    static FailureClass classOfStatus(int httpStatus) {
        return switch (httpStatus) {
            case 401, 403 -> FailureClass.CONFIGURATION;
            case 429 -> FailureClass.THROTTLE;
            default -> FailureClass.PERMANENT;
        };
    }
}
