package dev.switchboard.transcript.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.identity.TurnId;
import dev.switchboard.model.wire.EventCodec;
import dev.switchboard.model.wire.Json;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.control.ConversationLock;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was decided and which turns it settles. A turn is settled once: what is found here is
 * published again as it is, never decided anew.
 */
@ApplicationScoped
public class ReplyStore {
    /** Longer than a change of hands holds the conversation's lock. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    private static final String SETTLEMENT =
            """
            SELECT CAST(reply.event AS text) AS event, reply.failure AS failure
            FROM turn_answer LEFT JOIN reply ON reply.id = turn_answer.reply_id
            WHERE turn_answer.turn_id = :turn
            """;
    private static final String SETTLE =
            """
            INSERT INTO turn_answer (turn_id, reply_id) VALUES (:turn, CAST(:reply AS uuid))
            ON CONFLICT (turn_id) DO NOTHING
            """;
    private static final String KEEP =
            """
            INSERT INTO reply (id, conversation_id, event, failure)
            VALUES (:id, :conversation, CAST(:event AS jsonb), CAST(:failure AS text))
            """;
    private static final String FIND =
            "SELECT CAST(event AS text) AS event FROM reply WHERE id = :id";

    private final EntityManager entities;
    private final ConversationLock lock;
    private final ControlStore controls;
    private final MessageStore messages;
    private final ConversationStore conversations;
    private final TransactionSynchronizationRegistry transaction;

    ReplyStore(
            EntityManager entities,
            ConversationLock lock,
            ControlStore controls,
            MessageStore messages,
            ConversationStore conversations,
            TransactionSynchronizationRegistry transaction) {
        this.entities = entities;
        this.lock = lock;
        this.controls = controls;
        this.messages = messages;
        this.conversations = conversations;
        this.transaction = transaction;
    }

    /** How the turn was settled, if it was. */
    @Transactional
    public Optional<Settlement> settlementOf(TurnId turn) {
        List<Tuple> rows =
                entities.createNativeQuery(SETTLEMENT, Tuple.class)
                        .setParameter("turn", turn.value())
                        .getResultList();
        return rows.stream()
                .findFirst()
                .map(row ->
                        new Settlement(
                                Optional.ofNullable(row.get("event", String.class))
                                        .map(ReplyStore::read),
                                Optional.ofNullable(row.get("failure", String.class))));
    }

    /**
     * Settles the turns that an AI or system reply answers and records it in the transcript, all or
     * nothing. Once a takeover has returned, no claim of an earlier epoch is made: a person who has
     * the line has the turns, too; where the AI has got it back by now they are as they were.
     */
    @Transactional
    public Claim claim(ReplyDecided reply) {
        return claim(reply, Optional.empty());
    }

    /**
     * As {@link #claim(ReplyDecided)}.
     *
     * @param failure why the reply is no answer but an apology
     */
    @Transactional
    public Claim claim(ReplyDecided reply, Optional<String> failure) {
        var conversation = reply.conversation().id();
        lock.shared(conversation, LOCK_WAIT);
        var line = controls.current(conversation);
        var sameLine = line.isWithAiSince(reply.epoch());
        if (!sameLine && line.isWithAi()) {
            return Claim.LINE_CHANGED;
        }
        var settled = settle(reply.answers(), sameLine ? reply.id().value() : null);
        if (settled < reply.answers().size()) {
            transaction.setRollbackOnly();
            return Claim.TURN_SETTLED;
        }
        if (!sameLine) {
            return Claim.LINE_CHANGED;
        }
        keep(reply, failure);
        return Claim.MADE;
    }

    /**
     * Keeps what the customer is told beside any answer, and records it in the transcript, once; it
     * settles no turn.
     *
     * @return what is to be published, as it was kept the first time; empty where it was never kept
     *     and the line has changed hands
     */
    @Transactional
    public Optional<ReplyDecided> announce(ReplyDecided notice) {
        var conversation = notice.conversation().id();
        lock.shared(conversation, LOCK_WAIT);
        var kept = find(notice.id());
        if (kept.isEmpty() && controls.current(conversation).isWithAiSince(notice.epoch())) {
            keep(notice, Optional.empty());
            return Optional.of(notice);
        }
        return kept;
    }

    /**
     * Settles the turns without an answer, because a person has the line; not where the AI has got
     * it back by now. Whoever hands the line back finds here every turn that was left to a person.
     *
     * @return whether a person still had the line
     */
    @Transactional
    public boolean leaveToPerson(ConversationId conversation, List<TurnId> turns) {
        lock.shared(conversation, LOCK_WAIT);
        if (controls.current(conversation).isWithAi()) {
            return false;
        }
        settle(turns, null);
        return true;
    }

    /** Settles the turns that are not settled yet without an answer. */
    @Transactional
    public void leaveUnanswered(List<TurnId> turns) {
        settle(turns, null);
    }

    /** Keeps a reply that answers no turn, such as an operator's; once, however often it comes. */
    @Transactional
    public void keepUnclaimed(ReplyDecided reply) {
        insert(KEEP + "ON CONFLICT (id) DO NOTHING", reply, Optional.empty());
    }

    /** What was decided, word for word. */
    @Transactional
    public Optional<ReplyDecided> find(ReplyId reply) {
        List<Tuple> rows =
                entities.createNativeQuery(FIND, Tuple.class)
                        .setParameter("id", reply.value())
                        .getResultList();
        return rows.stream().findFirst().map(row -> read(row.get("event", String.class)));
    }

    private int settle(List<TurnId> turns, @Nullable UUID reply) {
        var settled = 0;
        for (var turn : turns) {
            settled +=
                    entities.createNativeQuery(SETTLE)
                            .setParameter("turn", turn.value())
                            .setParameter("reply", reply == null ? null : reply.toString())
                            .executeUpdate();
        }
        return settled;
    }

    private void keep(ReplyDecided reply, Optional<String> failure) {
        insert(KEEP, reply, failure);
        messages.recordReply(reply);
        conversations.touched(reply.conversation().id(), reply.decidedAt());
    }

    private void insert(String sql, ReplyDecided reply, Optional<String> failure) {
        entities.createNativeQuery(sql)
                .setParameter("id", reply.id().value())
                .setParameter("conversation", reply.conversation().id().value())
                .setParameter("event", written(reply))
                .setParameter("failure", failure.orElse(null))
                .executeUpdate();
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
}
