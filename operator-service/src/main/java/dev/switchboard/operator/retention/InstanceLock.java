package dev.switchboard.operator.retention;

import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;

/** Advisory locks that let one instance at a time do a job; held until the transaction ends. */
enum InstanceLock {
    WEBHOOKS,
    DEAD_LETTERS,
    MESSAGES,
    CONTROL_CHANGES,
    AI_CHANGES,
    AI_CALLS,
    DEBUG_ENTRIES;

    /** Differs from every other advisory lock by its two numbers: "retention", and the job. */
    private static final String TRY = "SELECT pg_try_advisory_xact_lock(1919250545, ?)::int";

    /** Acquires the lock without waiting; false while another instance has it. */
    boolean tryAcquire(Database database) {
        return SqlStatement.of(TRY, ordinal()).firstNumber(database).orElse(0) == 1;
    }
}
