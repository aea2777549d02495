package dev.switchboard.localstack.simulator.phone;

import java.util.Locale;

/** The provider through which a business is on WhatsApp. */
public enum Channel {
    TWILIO,
    META;

    /** The name in the simulator's own calls. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
