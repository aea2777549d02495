package dev.switchboard.ingress.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of webhook, by their address. */
public enum WebhookRoute {
    TWILIO,
    TWILIO_STATUS,
    META;

    /** Name in metrics and in the webhook log. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<WebhookRoute> withLabel(String label) {
        return Arrays.stream(values()).filter(route -> route.label().equals(label)).findFirst();
    }
}
