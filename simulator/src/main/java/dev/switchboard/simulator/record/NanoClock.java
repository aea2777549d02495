package dev.switchboard.simulator.record;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Wall-clock instants in nanoseconds that never go back while the process lives. */
public final class NanoClock implements InstantSource {
    private static final DateTimeFormatter NANOS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'")
                    .withZone(ZoneOffset.UTC);

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    /** The instant in ISO 8601, always with nine decimals, so that texts sort like instants. */
    public static String text(Instant instant) {
        return NANOS.format(instant);
    }
}
