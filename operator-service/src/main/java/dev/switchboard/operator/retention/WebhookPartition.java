package dev.switchboard.operator.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A partition of the table {@code webhook_record}.
 *
 * @param day of receipt, in UTC; empty for the one with the rows of days without a partition
 */
record WebhookPartition(String table, Optional<LocalDate> day) {
    static final String PARENT = "webhook_record";
    static final WebhookPartition REST = new WebhookPartition(PARENT + "_rest", Optional.empty());

    private static final Pattern DAY = Pattern.compile(PARENT + "_([0-9]{8})");

    static WebhookPartition of(LocalDate day) {
        var table = PARENT + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        return new WebhookPartition(table, Optional.of(day));
    }

    /** Partition of this name; has no day if {@link #of(LocalDate)} did not name it. */
    static WebhookPartition named(String table) {
        var day = DAY.matcher(table);
        return day.matches()
                ? of(LocalDate.parse(day.group(1), DateTimeFormatter.BASIC_ISO_DATE))
                : new WebhookPartition(table, Optional.empty());
    }

    static LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** True if all that it can hold is from before this time. */
    boolean isBefore(Instant time) {
        return day.filter(it -> !startOf(it.plusDays(1)).isAfter(time)).isPresent();
    }

    /** True if something in it may be from before this time. */
    boolean mayHoldBefore(Instant time) {
        return day.map(it -> startOf(it).isBefore(time)).orElse(true);
    }

    static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
