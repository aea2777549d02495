package dev.switchboard.ingress.catchup;

import java.io.IOException;

/** Twilio says that it does not have, or no longer has, what was asked for. */
final class NotThereException extends IOException {
    private static final long serialVersionUID = 1L;

    NotThereException(int status) {
        super("Twilio answered " + status);
    }
}
