package dev.switchboard.buffer.burst;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.privacy.Masked;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Burst rules of each business number, read anew for each burst: {@code
 * BURST_QUIET_PERIOD_15550001111} before {@code BURST_QUIET_PERIOD} before the default, and the
 * same for {@code BURST_MAX_WAIT} and {@code BURST_MAX_MESSAGES}. The digits are those of the
 * number, or Meta's {@code phone_number_id}.
 */
public final class BurstRulesByNumber {
    public static final String QUIET_PERIOD = "BURST_QUIET_PERIOD";
    public static final String MAX_WAIT = "BURST_MAX_WAIT";
    public static final String MAX_MESSAGES = "BURST_MAX_MESSAGES";

    private static final BurstRules DEFAULT =
            new BurstRules(
                    Duration.parse(BurstSettings.DEFAULT_QUIET_PERIOD),
                    Duration.parse(BurstSettings.DEFAULT_MAX_WAIT),
                    Integer.parseInt(BurstSettings.DEFAULT_MAX_MESSAGES));

    private static final Logger LOG = Logger.getLogger(BurstRulesByNumber.class);

    private final Function<String, Optional<String>> settings;

    public BurstRulesByNumber(Function<String, Optional<String>> settings) {
        this.settings = settings;
    }

    /**
     * Ignores and logs an invalid value; a maximum wait below the quiet period counts as the quiet
     * period.
     */
    public BurstRules of(BusinessNumber number) {
        var quietPeriod =
                value(QUIET_PERIOD, number, BurstRulesByNumber::parseDuration)
                        .orElse(DEFAULT.quietPeriod());
        var maxWait =
                value(MAX_WAIT, number, BurstRulesByNumber::parseDuration)
                        .orElse(DEFAULT.maxWait());
        var maxMessages =
                value(MAX_MESSAGES, number, BurstRulesByNumber::parseCount)
                        .orElse(DEFAULT.maxMessages());
        return new BurstRules(
                quietPeriod,
                maxWait.compareTo(quietPeriod) < 0 ? quietPeriod : maxWait,
                maxMessages);
    }

    private <T> Optional<T> value(
            String name, BusinessNumber number, Function<String, Optional<T>> parser) {
        return Stream.of(
                        name + "_" + digits(number.id()), name + "_" + digits(number.phone()), name)
                .flatMap(variant -> read(variant, parser).stream())
                .findFirst();
    }

    private <T> Optional<T> read(String name, Function<String, Optional<T>> parser) {
        var raw = settings.apply(name);
        var value = raw.flatMap(parser);
        if (raw.isPresent() && value.isEmpty()) {
            LOG.warnf("Invalid setting ignored setting=%s", Masked.numbersIn(name));
        }
        return value;
    }

    /** ISO-8601 duration, zero or more; empty for anything else. */
    public static Optional<Duration> parseDuration(String raw) {
        try {
            return Optional.of(Duration.parse(raw.strip())).filter(it -> !it.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whole number, one or more; empty for anything else. */
    public static Optional<Integer> parseCount(String raw) {
        try {
            return Optional.of(Integer.valueOf(raw.strip())).filter(it -> it > 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String digits(String number) {
        return number.replaceAll("[^0-9]", "");
    }
}
