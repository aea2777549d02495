package dev.switchboard.transcript.reply;

import static dev.switchboard.transcript.sql.Columns.optionalText;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.ownership.ConversationLock;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores replies and the turns that they claim. A turn is claimed once: a stored reply is published
 * again as it is, never decided anew.
 */
@ApplicationScoped
public class ReplyStore {
    /** Timeout for the conversation's lock: longer than a change of ownership holds it. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    private static final String TURN_RESULT =
            """
            SELECT CAST(reply.event AS text) AS event, reply.failure AS failure
            FROM turn_answer LEFT JOIN reply ON reply.id = turn_answer.reply_id
            WHERE turn_answer.turn_id = ?
            """;
    private static final String CLAIM_TURN =
            """
            INSERT INTO turn_answer (turn_id, reply_id) VALUES (?, ?)
            ON CONFLICT (turn_id) DO NOTHING
            """;
    private static final String INSERT =
            """
            INSERT INTO reply (id, conversation_id, event, failure)
            VALUES (?, ?, CAST(? AS jsonb), ?)
            """;
    private static final String FIND =
            "SELECT CAST(event AS text) AS event FROM reply WHERE id = ?";

    private final Database database;
    private final ConversationLock lock;
    private final OwnershipStore ownerships;
    private final MessageStore messages;
    private final ConversationStore conversations;

    ReplyStore(
            Database database,
            ConversationLock lock,
            OwnershipStore ownerships,
            MessageStore messages,
            ConversationStore conversations) {
        this.database = database;
        this.lock = lock;
        this.ownerships = ownerships;
        this.messages = messages;
        this.conversations = conversations;
    }

    /** Returns the result of the turn, if it was claimed. */
    public Optional<TurnResult> resultOf(TurnId turn) {
        return SqlStatement.of(TURN_RESULT, turn.value())
                .first(
                        database,
                        row ->
                                new TurnResult(
                                        optionalText(row, "event").map(ReplyStore::read),
                                        optionalText(row, "failure")));
    }

    /**
     * Claims the turns that an AI or system reply answers and records it in the transcript, all or
     * nothing. Once a takeover has returned, no claim of an earlier epoch is made: if an operator
     * is the owner, the turns are left to the operator; if the AI is the owner again, they stay
     * unclaimed.
     */
    public ClaimResult claim(ReplyDecided reply) {
        return claim(reply, null);
    }

    /**
     * Same as {@link #claim(ReplyDecided)}.
     *
     * @param failure the reason for which the reply is an apology; null if it is none
     */
    public ClaimResult claim(ReplyDecided reply, @Nullable String failure) {
        try {
            return database.inTransaction(() -> claimAll(reply, failure));
        } catch (ClaimedBeforeException e) {
            return ClaimResult.ALREADY_CLAIMED;
        }
    }

    private ClaimResult claimAll(ReplyDecided reply, @Nullable String failure) {
        var conversation = reply.conversation().id();
        lock.shared(conversation, LOCK_TIMEOUT);
        var ownership = ownerships.current(conversation);
        var sameOwnership = ownership.isOwnedByAiSince(reply.epoch());
        if (!sameOwnership && ownership.isOwnedByAi()) {
            return ClaimResult.OWNERSHIP_CHANGED;
        }
        var claimed = claimTurns(reply.answers(), sameOwnership ? reply.id().value() : null);
        if (claimed < reply.answers().size()) {
            throw new ClaimedBeforeException();
        }
        if (!sameOwnership) {
            return ClaimResult.OWNERSHIP_CHANGED;
        }
        store(reply, failure);
        return ClaimResult.MADE;
    }

    /**
     * Stores a delay notice and records it in the transcript, once; it claims no turn.
     *
     * @return the notice to publish, as it was stored first; empty if it was never stored and the
     *     ownership has changed
     */
    public Optional<ReplyDecided> storeNotice(ReplyDecided notice) {
        return database.inTransaction(() -> {
        var conversation = notice.conversation().id();
        lock.shared(conversation, LOCK_TIMEOUT);
        var stored = find(notice.id());
        if (stored.isEmpty() && ownerships.current(conversation).isOwnedByAiSince(notice.epoch())) {
            store(notice, null);
            return Optional.of(notice);
        }
        return stored;
        });
    }

    /**
     * Claims the turns without a reply, because an operator is the owner; not if the AI is the
     * owner again. A handback finds here every turn that was left to an operator.
     *
     * @return whether an operator was still the owner
     */
    public boolean leaveToOperator(ConversationId conversation, List<TurnId> turns) {
        return database.inTransaction(() -> {
        lock.shared(conversation, LOCK_TIMEOUT);
        if (ownerships.current(conversation).isOwnedByAi()) {
            return false;
        }
        claimTurns(turns, null);
        return true;
        });
    }

    /** Claims the turns that are not claimed yet without a reply. */
    public void leaveUnanswered(List<TurnId> turns) {
        database.runInTransaction(() -> {
        claimTurns(turns, null);
        });
    }

    /** Stores a reply that answers no turn, such as an operator's. Idempotent. */
    public void storeUnclaimed(ReplyDecided reply) {
        insert(INSERT + "ON CONFLICT (id) DO NOTHING", reply, null);
    }

    /** Returns the reply as it was decided. */
    public Optional<ReplyDecided> find(ReplyId reply) {
        return SqlStatement.of(FIND, reply.value())
                .first(database, row -> read(row.getString("event")));
    }

    private int claimTurns(List<TurnId> turns, @Nullable UUID reply) {
        var claimed = 0;
        for (var turn : turns) {
            claimed += SqlStatement.of(CLAIM_TURN, turn.value(), reply).update(database);
        }
        return claimed;
    }

    private void store(ReplyDecided reply, @Nullable String failure) {
        insert(INSERT, reply, failure);
        messages.recordReply(reply);
        conversations.recordActivity(reply.conversation().id(), reply.decidedAt());
    }

    private void insert(String sql, ReplyDecided reply, @Nullable String failure) {
        SqlStatement.of(
                        sql,
                        reply.id().value(),
                        reply.conversation().id().value(),
                        written(reply),
                        failure)
                .run(database);
    }

    private static String written(ReplyDecided reply) {
        try {
            return Json.mapper().writeValueAsString(reply);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write reply " + reply.id(), e);
        }
    }

    private static ReplyDecided read(String event) {
        return EventCodec.decode(ReplyDecided.class, event.getBytes(UTF_8));
    }

    /** Rolls a claim back. */
    private static final class ClaimedBeforeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
