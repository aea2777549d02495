package dev.switchboard.simulator.twilio;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as Twilio's REST API writes them: RFC 2822, in GMT, two digits for the day. */
final class TwilioTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss '+0000'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private TwilioTime() {}

    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : FORMAT.format(instant);
    }
}
