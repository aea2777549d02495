package dev.switchboard.ingress.webhook;

import java.util.Locale;

/** Which webhook a request is for. */
public enum Route {
    TWILIO,
    TWILIO_STATUS,
    META;

    /** As it stands in metrics and in the webhook log. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
