package dev.switchboard.simulator.meta;

import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** WhatsApp's message ids. */
final class Wamids {
    private static final int RANDOM_BYTES = 33;

    private Wamids() {}

    static String next() {
        var bytes = new byte[RANDOM_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return "wamid.HBgL" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
