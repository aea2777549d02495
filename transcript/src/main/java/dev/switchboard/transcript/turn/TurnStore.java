package dev.switchboard.transcript.turn;

import dev.switchboard.common.event.TurnReady;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.part.EchoDetector;
import dev.switchboard.transcript.part.EchoDetector.LastSend;
import dev.switchboard.transcript.reply.ReplyStore;
import dev.switchboard.transcript.reply.TurnResult;
import dev.switchboard.transcript.sql.Columns;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.DatabaseException;
import dev.switchboard.transcript.sql.RoundTrip;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Records turns and reads what decides them, in one round trip and one transaction. */
@ApplicationScoped
public class TurnStore {
    private static final String STATE =
            """
            SELECT %s, answer.turn_id IS NOT NULL AS claimed,
                   CAST(reply.event AS text) AS event, reply.failure AS failure,
                   coalesce(conversation.session_history_from, conversation.session_started_at) AS history_from,
                   coalesce(conversation.history_after_position, 0) AS history_after,
                   coalesce(conversation.ai_off, false) AS ai_off, coalesce(conversation.debug, false) AS debug
            FROM (SELECT CAST(? AS uuid) AS id, CAST(? AS uuid) AS turn_id) requested
            %s
            LEFT JOIN turn_answer answer ON answer.turn_id = requested.turn_id
            LEFT JOIN reply ON reply.id = answer.reply_id
            """
                    .formatted(OwnershipStore.COLUMNS, OwnershipStore.JOINS);

    private final Database database;
    private final ConversationStore conversations;
    private final MessageStore messages;

    TurnStore(Database database, ConversationStore conversations, MessageStore messages) {
        this.database = database;
        this.conversations = conversations;
        this.messages = messages;
    }

    /**
     * Records the turn's messages with it, if none of them is in the transcript yet.
     *
     * @param maxNewest limit of the snapshot's messages
     * @return the turn's state then; empty, and no message recorded, if the transcript has one of
     *     them
     */
    public Optional<TurnSnapshot> recordNew(TurnReady turn, int maxNewest) {
        var trip = new RoundTrip();
        conversations.recordInbound(trip, turn);
        var recorded = messages.recordInbound(trip, turn);
        var snapshot = snapshot(trip, turn, maxNewest);
        try {
            trip.run(database);
        } catch (DatabaseException e) {
            if (!e.isUniqueViolation()) {
                throw e;
            }
            return Optional.empty();
        }
        return recorded.get().isEmpty() ? Optional.empty() : Optional.of(snapshot.get());
    }

    /** Returns the state of a recorded turn. */
    public TurnSnapshot snapshot(TurnReady turn, int maxNewest) {
        var trip = new RoundTrip();
        var snapshot = snapshot(trip, turn, maxNewest);
        trip.run(database);
        return snapshot.get();
    }

    private Supplier<TurnSnapshot> snapshot(RoundTrip trip, TurnReady turn, int maxNewest) {
        var conversation = turn.conversation().id();
        var state =
                trip.add(
                        SqlStatement.of(STATE, conversation.value(), turn.id().value()), State::of);
        var newest = messages.latest(trip, conversation, maxNewest);
        var lastSend = EchoDetector.lastSend(trip, conversation);
        return () -> state.get().getFirst().snapshot(newest.get(), lastSend.get());
    }

    /** Row of {@link #STATE}. */
    private record State(
            Ownership ownership,
            Optional<TurnResult> result,
            Optional<Instant> historyFrom,
            long historyAfter,
            boolean aiOff,
            boolean debug) {
        static State of(ResultSet row) throws SQLException {
            return new State(
                    OwnershipStore.ownership(row),
                    row.getBoolean("claimed")
                            ? Optional.of(ReplyStore.result(row))
                            : Optional.empty(),
                    Columns.optionalInstant(row, "history_from"),
                    row.getLong("history_after"),
                    row.getBoolean("ai_off"),
                    row.getBoolean("debug"));
        }

        TurnSnapshot snapshot(List<StoredMessage> newest, LastSend lastSend) {
            return new TurnSnapshot(
                    ownership, result, newest, lastSend, historyFrom, historyAfter, aiOff, debug);
        }
    }
}
