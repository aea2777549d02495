package dev.switchboard.buffer.burst;

import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.privacy.Masked;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The rules of each business number, read anew for each burst: {@code BURST_QUIET_15550001111}
 * before {@code BURST_QUIET} before the default, and the same for {@code BURST_LONGEST} and {@code
 * BURST_MOST}. The digits are those of the number, or Meta's {@code phone_number_id}.
 */
public final class NumberRules {
    public static final String QUIET = "BURST_QUIET";
    public static final String LONGEST = "BURST_LONGEST";
    public static final String MOST = "BURST_MOST";

    /** 2 s, 10 s, 20 messages. */
    private static final BurstRules DEFAULT =
            new BurstRules(Duration.ofSeconds(2), Duration.ofSeconds(10), 20);

    private static final Logger LOG = Logger.getLogger(NumberRules.class);

    private final Function<String, Optional<String>> settings;

    public NumberRules(Function<String, Optional<String>> settings) {
        this.settings = settings;
    }

    /**
     * A value that makes no sense is passed over and logged; a longest wait below the quiet window
     * counts as the quiet window.
     */
    public BurstRules of(BusinessNumber number) {
        var quiet = value(QUIET, number, NumberRules::window).orElse(DEFAULT.quiet());
        var longest = value(LONGEST, number, NumberRules::window).orElse(DEFAULT.longest());
        var most = value(MOST, number, NumberRules::count).orElse(DEFAULT.most());
        return new BurstRules(quiet, longest.compareTo(quiet) < 0 ? quiet : longest, most);
    }

    private <T> Optional<T> value(
            String name, BusinessNumber number, Function<String, Optional<T>> reading) {
        return Stream.of(
                        name + "_" + digits(number.id()), name + "_" + digits(number.phone()), name)
                .flatMap(spelling -> read(spelling, reading).stream())
                .findFirst();
    }

    private <T> Optional<T> read(String name, Function<String, Optional<T>> reading) {
        var written = settings.apply(name);
        var read = written.flatMap(reading);
        if (written.isPresent() && read.isEmpty()) {
            LOG.warnf(
                    "Setting makes no sense and is passed over setting=%s", Masked.numbersIn(name));
        }
        return read;
    }

    /** A duration in ISO-8601, zero or more. */
    public static Optional<Duration> window(String written) {
        try {
            return Optional.of(Duration.parse(written.strip())).filter(it -> !it.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A whole number, one or more. */
    public static Optional<Integer> count(String written) {
        try {
            return Optional.of(Integer.valueOf(written.strip())).filter(it -> it > 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String digits(String number) {
        return number.replaceAll("[^0-9]", "");
    }
}
