package dev.switchboard.ingress.catchup;

import java.io.IOException;

/** A requested object does not exist, or no longer exists, at Twilio. */
final class NotFoundAtTwilioException extends IOException {
    private static final long serialVersionUID = 1L;

    NotFoundAtTwilioException(int status) {
        super("Twilio answered " + status);
    }
}
