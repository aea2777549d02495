package dev.switchboard.ingress.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which webhook a request is for. */
public enum Route {
    TWILIO,
    TWILIO_STATUS,
    META;

    /** As it stands in metrics and in the webhook log. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Route> labelled(String label) {
        return Arrays.stream(values()).filter(route -> route.label().equals(label)).findFirst();
    }
}
