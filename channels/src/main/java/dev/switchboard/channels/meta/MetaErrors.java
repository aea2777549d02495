package dev.switchboard.channels.meta;

import dev.switchboard.channels.send.FailureClass;

/**
 * Failure classes of Meta's error codes, by Meta's documentation of the Cloud API. A code that is
 * not listed is permanent: sending the same again would fail again.
 */
final class MetaErrors {
    private MetaErrors() {}

    static FailureClass classOf(int code) {
        return switch (code) {
            // Passing failures at Meta. 135000 is none: an unknown error with a request's
            // parameters
            // would delay its conversation for nothing.
            case 1, 2, 131000, 131016 -> FailureClass.RETRY;
            // Limits of the app, the business account, the number. 131057 is a number's, too: it is
            // being moved to a higher limit, and other numbers' sends work meanwhile.
            case 4, 80007, 130429, 131057, 133016 -> FailureClass.THROTTLE;
            case 131048 -> FailureClass.SPAM_LIMIT;
            case 131056 -> FailureClass.THROTTLE_RECIPIENT;
            case 131047 -> FailureClass.WINDOW_CLOSED;
            // The token or the app: authentication, capability, permission.
            case 0, 3, 10, 190, 131005 -> FailureClass.CONFIGURATION;
            // The business account: policy, lock, payment, ban.
            case 368, 131031, 131042, 141008, 141014 -> FailureClass.CONFIGURATION;
            // The number: deleted, display name, certificate, not registered.
            case 33, 131037, 131045, 133010 -> FailureClass.CONFIGURATION;
            // The recipient alone: 130472, 130497 (their country), 131021, 131026, 131030, 131049,
            // 131050, 131062. The message: 100, 131008, 131009, 131051 to 131053, 132000 on.
            default ->
                    code >= 200 && code <= 299
                            ? FailureClass.CONFIGURATION
                            : FailureClass.PERMANENT;
        };
    }

    /**
     * The same for a response with a subcode: 100 is a bad parameter, and with subcode 33 it is the
     * number itself, which does not exist or is not ours to use.
     */
    static FailureClass classOf(int code, int subcode) {
        return code == 100 && subcode == 33 ? FailureClass.CONFIGURATION : classOf(code);
    }

    /**
     * Returns whether the message may have been accepted all the same: Meta's "unknown",
     * "temporary" and "unavailable", and any server error but those by which Meta has not accepted
     * it, such as a rate limit.
     */
    static boolean isOutcomeUnknown(int code, boolean serverError) {
        return switch (code) {
            case 1, 2, 131000, 131016 -> true;
            default ->
                    serverError
                            && switch (classOf(code)) {
                                case THROTTLE, SPAM_LIMIT, THROTTLE_RECIPIENT, RETRY -> false;
                                case PERMANENT, OPTED_OUT, WINDOW_CLOSED, CONFIGURATION -> true;
                            };
        };
    }
}
