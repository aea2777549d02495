package dev.switchboard.simulator.phone;

import java.util.Optional;
import java.util.regex.Pattern;

/** A number of the simulated WhatsApp in E.164, {@code +} and 5 to 15 digits. */
public record SimulatedNumber(String text) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{4,14}");
    private static final Pattern NOISE = Pattern.compile("^whatsapp:|[\\s().-]");

    public SimulatedNumber {
        if (!E164.matcher(text).matches()) {
            throw new IllegalArgumentException("not an E.164 number: " + text);
        }
    }

    /** Reads a number with or without {@code +}, {@code whatsapp:} and the usual separators. */
    public static Optional<SimulatedNumber> read(String written) {
        var bare = NOISE.matcher(written).replaceAll("");
        var text = bare.startsWith("+") ? bare : "+" + bare;
        return E164.matcher(text).matches()
                ? Optional.of(new SimulatedNumber(text))
                : Optional.empty();
    }

    /** The number without {@code +}, as WhatsApp ids are written. */
    public String digits() {
        return text.substring(1);
    }
}
