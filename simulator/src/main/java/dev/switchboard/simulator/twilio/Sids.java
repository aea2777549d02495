package dev.switchboard.simulator.twilio;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Twilio's ids: two letters and 32 hexadecimal digits. */
final class Sids {
    private Sids() {}

    static String next(String prefix) {
        var bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
