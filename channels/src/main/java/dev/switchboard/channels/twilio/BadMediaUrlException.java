package dev.switchboard.channels.twilio;

import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.SendFailure;

/** Invalid media URL, thrown out of the SDK's builders and turned into a refusal. */
final class BadMediaUrlException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadMediaUrlException(IllegalArgumentException cause) {
        super("not a media URL", cause);
    }

    /** With 21620, Twilio's own code for an invalid media URL. */
    SendFailure failure() {
        return new SendFailure("21620", "not a media URL", FailureClass.PERMANENT);
    }
}
