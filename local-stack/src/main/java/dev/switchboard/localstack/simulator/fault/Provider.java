package dev.switchboard.localstack.simulator.fault;

import java.util.Locale;

/** A part of the outside world that can be at fault on its own. */
public enum Provider {
    TWILIO,
    META,
    MODEL;

    /** The name in the simulator's own calls. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
