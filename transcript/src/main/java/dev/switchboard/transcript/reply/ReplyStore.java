package dev.switchboard.transcript.reply;

import static dev.switchboard.transcript.sql.Columns.optionalText;
import static dev.switchboard.transcript.sql.Columns.uuid;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.debug.DebugStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.ownership.ConversationLock;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.DatabaseException;
import dev.switchboard.transcript.sql.RoundTrip;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    private static final String LEAVE =
            """
            INSERT INTO turn_answer (turn_id, reason)
            SELECT given.id, nullif(?, '') FROM unnest(CAST(? AS uuid[])) AS given (id)
            """;

    private static final String IF_OPERATOR_IS_OWNER =
            """
            WHERE EXISTS (SELECT 1 FROM conversation_control
                          WHERE conversation_id = ? AND holder = 'OPERATOR')
            """;

    private static final String IF_UNCLAIMED = "ON CONFLICT (turn_id) DO NOTHING RETURNING turn_id";

    private static final String INSERT =
            """
            INSERT INTO reply (id, conversation_id, event, settings_version)
            VALUES (?, ?, CAST(? AS jsonb), nullif(?, -1))
            """;
    private static final String FIND =
            "SELECT CAST(event AS text) AS event FROM reply WHERE id = ?";

    private static final String CACHED = "SELECT cached FROM reply WHERE id = ?";

    private static final String SETTINGS_VERSION =
            """
            SELECT settings_version FROM reply WHERE id = ? AND settings_version IS NOT NULL
            """;

    private static final String PROFILE =
            "SELECT ai_profile FROM reply WHERE id = ? AND ai_profile IS NOT NULL";

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
        return SqlStatement.of(TURN_RESULT, turn.value()).first(database, ReplyStore::result);
    }

    /** Reads the result of a claimed turn from the columns {@code event} and {@code failure}. */
    public static TurnResult result(ResultSet row) throws SQLException {
        return new TurnResult(
                optionalText(row, "event").map(ReplyStore::read), optionalText(row, "failure"));
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
        return claim(reply, failure, ReplyOrigin.UNKNOWN);
    }

    /** Same as {@link #claim(ReplyDecided, String)}; keeps also the reply's origin. */
    public ClaimResult claim(ReplyDecided reply, @Nullable String failure, ReplyOrigin origin) {
        try {
            return claimAll(reply, failure, origin);
        } catch (DatabaseException e) {
            if (!e.isUniqueViolation()) {
                throw e;
            }
            // Another claim of one of the turns was committed meanwhile; this one finds it.
            return claimAll(reply, failure, origin);
        }
    }

    /** One transaction; its second statement sees the change of ownership that the lock awaited. */
    private ClaimResult claimAll(ReplyDecided reply, @Nullable String failure, ReplyOrigin origin) {
        var trip = new RoundTrip();
        ConversationLock.shared(trip, reply.conversation().id(), LOCK_TIMEOUT);
        var result =
                trip.add(
                        ClaimStatement.of(reply, written(reply), failure, origin),
                        row -> ClaimResult.valueOf(row.getString("result")));
        origin.debug().ifPresent(entry -> DebugStore.keep(trip, reply, entry));
        trip.run(database);
        return result.get().getFirst();
    }

    /**
     * Stores a delay notice and records it in the transcript, once; it claims no turn.
     *
     * @param settingsVersion version of the AI's settings that it was made with
     * @return the notice to publish, as it was stored first; empty if it was never stored, and the
     *     ownership has changed or the AI is switched off for the conversation
     */
    public Optional<ReplyDecided> storeNotice(ReplyDecided notice, long settingsVersion) {
        return database.inTransaction(() -> {
            var conversation = notice.conversation().id();
            lock.shared(conversation, LOCK_TIMEOUT);
            var stored = find(notice.id());
            if (stored.isPresent() || !isWanted(notice)) {
                return stored;
            }
            insert(INSERT, notice, settingsVersion);
            messages.recordReply(notice);
            conversations.recordActivity(conversation, notice.decidedAt());
            return Optional.of(notice);
        });
    }

    private boolean isWanted(ReplyDecided notice) {
        return ownerships
                .currentWithAiOn(notice.conversation().id())
                .filter(ownership -> ownership.isOwnedByAiSince(notice.epoch()))
                .isPresent();
    }

    /**
     * Claims the turns without a reply, because an operator is the owner; not if the AI is the
     * owner again. A handback finds here every turn that was left to an operator.
     *
     * @return whether this call claimed all of them: an operator was still the owner, and none had
     *     a result
     */
    public boolean leaveToOperator(ConversationId conversation, List<TurnId> turns) {
        var trip = new RoundTrip();
        ConversationLock.shared(trip, conversation, LOCK_TIMEOUT);
        var left =
                trip.add(
                        SqlStatement.of(LEAVE, "", values(turns))
                                .plus(IF_OPERATOR_IS_OWNER, conversation.value())
                                .plus(IF_UNCLAIMED),
                        row -> uuid(row, "turn_id"));
        trip.run(database);
        return left.get().size() == turns.size();
    }

    /**
     * Claims the turns that are not claimed yet without a reply.
     *
     * @return whether this call claimed all of them
     */
    public boolean leaveUnanswered(List<TurnId> turns) {
        return leaveUnanswered(turns, "");
    }

    /**
     * Same as {@link #leaveUnanswered(List)}.
     *
     * @param reason shown to operators; none where it is empty
     */
    public boolean leaveUnanswered(List<TurnId> turns, String reason) {
        return SqlStatement.of(LEAVE, reason, values(turns))
                        .plus(IF_UNCLAIMED)
                        .rows(database, row -> uuid(row, "turn_id"))
                        .size()
                == turns.size();
    }

    /** Stores a reply that answers no turn, such as an operator's. Idempotent. */
    public void storeUnclaimed(ReplyDecided reply) {
        insert(INSERT + "ON CONFLICT (id) DO NOTHING", reply, ReplyOrigin.NO_VERSION);
    }

    /** Returns the version of the AI's settings that the reply was made with, if it is known. */
    public OptionalLong settingsVersion(ReplyId reply) {
        return SqlStatement.of(SETTINGS_VERSION, reply.value())
                .rows(database, row -> row.getLong("settings_version"))
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Returns the name of the AI profile that wrote the reply, if one did. */
    public Optional<String> profile(ReplyId reply) {
        return SqlStatement.of(PROFILE, reply.value())
                .first(database, row -> row.getString("ai_profile"));
    }

    /** Returns whether the reply is an answer of the answer cache. */
    public boolean isCached(ReplyId reply) {
        return SqlStatement.of(CACHED, reply.value())
                .first(database, row -> row.getBoolean("cached"))
                .orElse(false);
    }

    /** Returns the reply as it was decided. */
    public Optional<ReplyDecided> find(ReplyId reply) {
        return SqlStatement.of(FIND, reply.value())
                .first(database, row -> read(row.getString("event")));
    }

    private void insert(String sql, ReplyDecided reply, long settingsVersion) {
        SqlStatement.of(
                        sql,
                        reply.id().value(),
                        reply.conversation().id().value(),
                        written(reply),
                        settingsVersion)
                .run(database);
    }

    private static String[] values(List<TurnId> turns) {
        return turns.stream().map(TurnId::toString).toArray(String[]::new);
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
