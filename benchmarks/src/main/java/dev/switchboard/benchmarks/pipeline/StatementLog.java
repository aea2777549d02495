package dev.switchboard.benchmarks.pipeline;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * PostgreSQL's own log of every statement it executes, while it is switched on. Needs no extension
 * and no restart; what it costs makes the time in which it is on no measurement of anything else.
 */
final class StatementLog {
    private static final long SETTLE_MILLIS = 1_000;

    private final DatabaseConnection database;
    private final Path log;

    StatementLog(DatabaseConnection database, Path log) {
        this.database = database;
        this.log = log;
    }

    /** Load whose statements are counted. */
    interface Work {
        void run() throws InterruptedException;
    }

    StatementCounts during(Work work) throws InterruptedException {
        database.execute("ALTER SYSTEM SET log_parameter_max_length = 0");
        database.execute("ALTER SYSTEM SET log_statement = 'all'");
        database.execute("SELECT pg_reload_conf()");
        try {
            Thread.sleep(SETTLE_MILLIS);
            var begin = Files.size(log);
            work.run();
            return StatementCounts.of(read(begin));
        } catch (IOException e) {
            throw new MeasurementException("PostgreSQL's log cannot be read", e);
        } finally {
            database.execute("ALTER SYSTEM RESET log_statement");
            database.execute("ALTER SYSTEM RESET log_parameter_max_length");
            database.execute("SELECT pg_reload_conf()");
        }
    }

    private String read(long begin) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(begin);
            var bytes = new byte[Math.toIntExact(file.length() - begin)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
