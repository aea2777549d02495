package dev.switchboard.outbound.twilio;

import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.SendFailure;

/** A media URL that is none; carries it out of the SDK's builders to where a refusal is made. */
final class BadMediaUrlException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadMediaUrlException(IllegalArgumentException cause) {
        super("not a media URL", cause);
    }

    /** 21620 is what Twilio itself answers to an invalid media URL. */
    SendFailure failure() {
        return new SendFailure("21620", "not a media URL", FailureClass.PERMANENT);
    }
}
