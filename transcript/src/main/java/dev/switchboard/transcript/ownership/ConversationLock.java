package dev.switchboard.transcript.ownership;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.RoundTrip;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Advisory lock of a conversation: senders of AI and system parts hold it shared while a request is
 * in flight, a change of ownership holds it exclusively. PostgreSQL queues lock requests fairly, so
 * a change of ownership waits only for the sends in flight. Held until the surrounding transaction
 * ends.
 */
@ApplicationScoped
public class ConversationLock {
    private final Database database;

    /** The {@code synchronous_commit} of a change of ownership; the server's if it is empty. */
    private final String durability;

    ConversationLock(Database database, TakeoverSettings settings) {
        this.database = database;
        this.durability = settings.synchronousCommit().orElse("");
    }

    /**
     * Takes the lock for a claim of a turn. A send takes it by {@code SendPermissions}, which reads
     * the ownership in the same round trip.
     *
     * @param timeout after this the statement fails (SQL state 55P03)
     */
    public void shared(ConversationId conversation, Duration timeout) {
        database.requireTransaction();
        shared(timeout, conversation).run(database);
    }

    /**
     * Adds {@link #shared(ConversationId, Duration)} to the round trip: its later statements hold
     * the lock and see the change of ownership that it waited for.
     */
    public static void shared(RoundTrip trip, ConversationId conversation, Duration timeout) {
        trip.add(shared(timeout, conversation));
    }

    /** The function in {@code FROM} is called before those that are selected. */
    private static SqlStatement shared(Duration timeout, ConversationId conversation) {
        return SqlStatement.of(
                "SELECT pg_advisory_xact_lock_shared(?) FROM set_config('lock_timeout', ?, true)",
                key(conversation),
                timeout.toMillis() + "ms");
    }

    /**
     * Takes the lock for a change of ownership, whose commit waits for standbys as {@code
     * TAKEOVER_SYNCHRONOUS_COMMIT} says.
     *
     * @param timeout after this the statement fails (SQL state 55P03)
     */
    public void exclusive(ConversationId conversation, Duration timeout) {
        database.requireTransaction();
        SqlStatement.of(
                        "SELECT set_config('lock_timeout', ?, true),"
                                + " set_config('synchronous_commit', coalesce(nullif(?, ''),"
                                + " current_setting('synchronous_commit')), true); SELECT"
                                + " pg_advisory_xact_lock(?)",
                        timeout.toMillis() + "ms",
                        durability,
                        key(conversation))
                .run(database);
    }

    /**
     * Returns 64 bits of a hashed id: two conversations that share a key wait for each other,
     * nothing worse.
     */
    public static long key(ConversationId conversation) {
        return conversation.value().getMostSignificantBits()
                ^ conversation.value().getLeastSignificantBits();
    }
}
