package dev.switchboard.languagemodel;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Delay before another request, in the forms in which providers demand one. */
final class RetryAfter {
    /** Seconds with or without a unit: {@code 37}, {@code 37s}, {@code 0.5s}. */
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.\\d+)?s?");

    private static final Pattern MILLIS = Pattern.compile("(\\d{1,12})(?:\\.\\d+)?");

    private RetryAfter() {}

    /** The delay in {@code retry-after-ms}, or in seconds or as a date in {@code Retry-After}. */
    static Optional<Duration> in(HttpHeaders headers, Instant now) {
        return headers.firstValue("retry-after-ms")
                .flatMap(RetryAfter::millis)
                .or(() ->
                        headers.firstValue("Retry-After")
                                .flatMap(text -> seconds(text).or(() -> until(text, now))));
    }

    /** One second is added for a fraction, which is cut off. */
    static Optional<Duration> seconds(String text) {
        var seconds = SECONDS.matcher(text.strip());
        return seconds.matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1)) + 1))
                : Optional.empty();
    }

    private static Optional<Duration> millis(String text) {
        var millis = MILLIS.matcher(text.strip());
        return millis.matches()
                ? Optional.of(Duration.ofMillis(Long.parseLong(millis.group(1)) + 1))
                : Optional.empty();
    }

    private static Optional<Duration> until(String date, Instant now) {
        try {
            var at = ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now, at.toInstant())).filter(Duration::isPositive);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
