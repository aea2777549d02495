package dev.switchboard.operator.retention;

import dev.switchboard.transcript.statement.PlainStatement;
import org.hibernate.Session;

/** Locks that keep two instances from the same work; each is held until its transaction ends. */
enum OneInstance {
    WEBHOOKS,
    DEAD_LETTERS,
    MESSAGES,
    CONTROL_CHANGES;

    /** Told from every other advisory lock by the two numbers: "retention", and which work. */
    private static final String TRY = "SELECT pg_try_advisory_xact_lock(1919250545, ?)::int";

    /** Never waits; false while another instance has it. */
    boolean isTaken(Session session) {
        return PlainStatement.of(TRY, ordinal()).firstNumber(session).orElse(0) == 1;
    }
}
