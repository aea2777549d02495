package dev.switchboard.simulator.fault;

import java.util.Locale;

/** Part of the outside world whose faults are set separately. */
public enum FaultTarget {
    TWILIO,
    META,
    MODEL;

    /** Name in the simulator's API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
