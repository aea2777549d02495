package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.benchmarks.pipeline.DatabaseConnection.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Counters of a running product. What cannot be read is left out, and the report says why; the
 * processor's time is read last, because reading the others costs the product some.
 */
final class Meters implements AutoCloseable {
    /** Nothing moves for this long: the work is done. */
    private static final Duration QUIET = Duration.ofMillis(1_500);

    private static final Duration QUIET_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(300);

    private final Programs programs;
    private final Figures figures;
    private final Optional<TopicOffsets> topics;
    private final Optional<DatabaseConnection> database;

    Meters(Programs programs, UnaryOperator<String> env, Figures figures) {
        this.programs = programs;
        this.figures = figures;
        this.topics = optional(TopicOffsets::new, "Kafka's records", figures);
        this.database = optional(() -> new DatabaseConnection(env), "the database", figures);
        if (programs.processorTimes().seconds().isEmpty()) {
            figures.note("Processor time and memory are not measured: this system has no /proc");
        }
    }

    private static <T> Optional<T> optional(Supplier<T> meter, String name, Figures figures) {
        try {
            return Optional.of(meter.get());
        } catch (MeasurementException e) {
            figures.note("Not measured: " + name + ", because " + e.getMessage());
            return Optional.empty();
        }
    }

    Optional<DatabaseConnection> database() {
        return database;
    }

    Programs programs() {
        return programs;
    }

    Snapshot snapshot() throws InterruptedException {
        var ends = topics.isPresent() ? topics.get().ends() : Map.<String, Long>of();
        var transactions = database.map(DatabaseConnection::transactions).orElse(Transactions.NONE);
        var at = System.nanoTime();
        return new Snapshot(at, programs.processorTimes(), at, transactions, ends);
    }

    /**
     * Waits until no record is written and no offset is committed any more.
     *
     * @return the counters right after the last such change
     */
    Snapshot awaitQuiet() throws InterruptedException {
        var deadline = System.nanoTime() + QUIET_TIMEOUT.toNanos();
        var last = progress();
        var atLastChange = snapshot();
        while (System.nanoTime() - atLastChange.at() < QUIET.toNanos()) {
            if (System.nanoTime() > deadline) {
                figures.note(
                        "The product still worked %d minutes after the last answer"
                                .formatted(QUIET_TIMEOUT.toMinutes()));
                break;
            }
            Thread.sleep(POLL);
            var now = progress();
            if (!now.equals(last)) {
                last = now;
                atLastChange = snapshot();
            }
        }
        return atLastChange;
    }

    /** The same, and waits until the database's statistics are complete; they are read then. */
    Snapshot awaitQuietAndStatistics() throws InterruptedException {
        var quiet = awaitQuiet();
        if (database.isEmpty()) {
            return quiet;
        }
        Thread.sleep(DatabaseConnection.STATISTICS_DELAY);
        return new Snapshot(
                quiet.at(),
                quiet.processor(),
                System.nanoTime(),
                database.get().transactions(),
                quiet.topicEnds());
    }

    private List<Map<String, Long>> progress() throws InterruptedException {
        return topics.isPresent()
                ? List.of(topics.get().ends(), topics.get().committed())
                : List.of();
    }

    @Override
    public void close() throws SQLException {
        topics.ifPresent(TopicOffsets::close);
        if (database.isPresent()) {
            database.get().close();
        }
    }
}
