package dev.switchboard.operator.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of the table {@code webhook_record}.
 *
 * @param day of receipt, in UTC; empty for the one that holds what has no day of its own
 */
record WebhookPartition(String table, Optional<LocalDate> day) {
    static final String PARENT = "webhook_record";
    static final WebhookPartition REST = new WebhookPartition(PARENT + "_rest", Optional.empty());

    private static final Pattern DAY = Pattern.compile(PARENT + "_([0-9]{8})");

    static WebhookPartition of(LocalDate day) {
        var table = PARENT + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        return new WebhookPartition(table, Optional.of(day));
    }

    /** By the name that {@link #of(LocalDate)} gave it; somebody else's is nobody's day. */
    static WebhookPartition named(String table) {
        var day = DAY.matcher(table);
        return day.matches()
                ? of(LocalDate.parse(day.group(1), DateTimeFormatter.BASIC_ISO_DATE))
                : new WebhookPartition(table, Optional.empty());
    }

    static LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** Whether all that it can hold is from before this time. */
    boolean isBefore(Instant time) {
        return day.filter(it -> !startOf(it.plusDays(1)).isAfter(time)).isPresent();
    }

    /** Whether something in it may be from before this time. */
    boolean mayReachBefore(Instant time) {
        return day.map(it -> startOf(it).isBefore(time)).orElse(true);
    }

    static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
