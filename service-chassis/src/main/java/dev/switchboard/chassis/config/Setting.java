package dev.switchboard.chassis.config;

import dev.switchboard.common.identity.PhoneNumbers;
import dev.switchboard.common.privacy.Masked;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Setting of a service as an environment variable, with its validation.
 *
 * @param form description of a valid value; completes the sentence "NAME must be …"
 */
public record Setting(String name, boolean required, String form, Predicate<String> valid) {

    public static Setting required(String name) {
        return new Setting(name, true, "set", value -> !value.isBlank());
    }

    public static Setting url(String name) {
        return new Setting(name, false, "an http or https URL", Setting::isHttpUrl);
    }

    /** Address of a provider: encrypted outside of the own network. */
    public static Setting providerUrl(String name) {
        return url(name)
                .and(
                        "https outside of your own network",
                        value -> value.startsWith("https:") || Host.isInside(value));
    }

    /** Address of PostgreSQL. */
    public static Setting database() {
        return new Setting(
                "DATABASE_URL",
                true,
                "like postgresql://user:password@host:5432/database",
                DatabaseUrl::isValid);
    }

    /** Addresses of Kafka's brokers. */
    public static Setting kafka() {
        return new Setting(
                "KAFKA_BOOTSTRAP_SERVERS",
                true,
                "like host:9092[,host:9092]",
                value -> value.matches("\\S+:[0-9]{1,5}"));
    }

    public static Setting phoneNumbers(String name) {
        return new Setting(
                name,
                false,
                "phone numbers with their country's code, separated by commas",
                value ->
                        Stream.of(value.split(",", -1))
                                .allMatch(it -> PhoneNumbers.canonical(it).isPresent()));
    }

    public static Setting duration(String name) {
        return new Setting(
                name,
                false,
                "a positive ISO-8601 duration such as PT2S",
                value -> parsed(value).filter(Duration::isPositive).isPresent());
    }

    /** A duration, or zero to do without. */
    public static Setting durationOrNone(String name) {
        return new Setting(
                name,
                false,
                "an ISO-8601 duration such as PT2S, or PT0S for none",
                value -> parsed(value).filter(found -> !found.isNegative()).isPresent());
    }

    public static Setting positiveNumber(String name) {
        return new Setting(
                name,
                false,
                "a whole number of 1 or more",
                value -> value.matches("[1-9][0-9]{0,8}"));
    }

    public static Setting number(String name, int min, int max) {
        return new Setting(
                name,
                false,
                "a whole number from %d to %d".formatted(min, max),
                value ->
                        value.matches("-?[0-9]{1,9}")
                                && Integer.parseInt(value) >= min
                                && Integer.parseInt(value) <= max);
    }

    /** Address of Redis. */
    public static Setting redis() {
        return new Setting(
                "REDIS_URL",
                true,
                "like redis://host:6379, or rediss://:password@host:6379 with TLS",
                value -> value.matches("(rediss?|unix)://\\S+"));
    }

    public static Setting oneOf(String name, String... values) {
        var allowed = List.of(values);
        return new Setting(name, false, "one of " + String.join(", ", allowed), allowed::contains);
    }

    /**
     * Returns the setting with one more condition, which is checked only if those before it hold.
     */
    public Setting and(String furtherForm, Predicate<String> also) {
        return new Setting(name, required, form + ", " + furtherForm, valid.and(also));
    }

    /**
     * Returns the value in force: the default if it is not set or invalid, which is a complaint of
     * its own.
     *
     * @param values of the environment, by name
     */
    public String inForce(Function<String, Optional<String>> values, String defaultValue) {
        return values.apply(name).filter(valid).orElse(defaultValue);
    }

    public Setting mandatory() {
        return new Setting(name, true, form, valid);
    }

    /**
     * Returns a complaint about the value, in one line; empty if it is valid. Never shows the
     * value, it may be a secret.
     */
    Optional<String> complaint(Optional<String> value) {
        return complaint(name, value);
    }

    /** Returns the same for a setting of one business number, whose name ends in it. */
    Optional<String> complaint(String spelling, Optional<String> value) {
        var named = Masked.numbersIn(spelling);
        if (value.filter(text -> !text.isBlank()).isEmpty()) {
            return required
                    ? Optional.of(named + " is missing: it must be " + form)
                    : Optional.empty();
        }
        return valid.test(value.get())
                ? Optional.empty()
                : Optional.of(named + " is invalid: it must be " + form);
    }

    private static boolean isHttpUrl(String value) {
        try {
            var url = URI.create(value);
            return url.getHost() != null
                    && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Duration> parsed(String value) {
        try {
            return Optional.of(Duration.parse(value));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
