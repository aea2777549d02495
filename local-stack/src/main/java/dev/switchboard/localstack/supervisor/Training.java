package dev.switchboard.localstack.supervisor;

import java.time.Duration;
import java.util.Locale;

/** Extent of the conversations from which start caches are made; the better one first. */
public enum Training {
    /** Enough for the code on a message's way to be compiled as it is under load. */
    FULL(400, Duration.ofSeconds(60)),

    /** A few of each kind, for starts alone. */
    SHORT(16, Duration.ofSeconds(15));

    private final int customers;
    private final Duration timeout;

    Training(int customers, Duration timeout) {
        this.customers = customers;
        this.timeout = timeout;
    }

    int customers() {
        return customers;
    }

    /** Time after which the caches are made from what there was until then. */
    Duration timeout() {
        return timeout;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
