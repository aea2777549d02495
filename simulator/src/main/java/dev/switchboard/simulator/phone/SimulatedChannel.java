package dev.switchboard.simulator.phone;

import java.util.Locale;

/** The provider through which a business is on WhatsApp. */
public enum SimulatedChannel {
    TWILIO,
    META;

    /** Name in the simulator's API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
