package dev.switchboard.transcript.conversation;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.transcript.session.SessionModes;
import dev.switchboard.transcript.session.SessionUpdate;
import dev.switchboard.transcript.sql.Columns;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.RoundTrip;
import dev.switchboard.transcript.sql.SqlStatement;
import dev.switchboard.transcript.sql.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores the conversations. */
@ApplicationScoped
public class ConversationStore {
    /**
     * Time by which {@code last_activity_at} may lag behind our own messages. As a rule they follow
     * a customer's message, which has moved it: moving it again would cost a row and its index
     * entries for each reply, and tell operators nothing.
     */
    private static final String ACTIVITY_RESOLUTION = "interval '1 minute'";

    private static final String INSERT_BY_CUSTOMER =
            """
            INSERT INTO conversation (id, channel, business_id, business_phone, customer, writes_from, customer_name,
                                      started_at, last_activity_at, last_customer_message_at,
                                      session_started_at, session_ends_at, session_number)
            """;

    private static final String UPDATE_BY_CUSTOMER =
            """
            ON CONFLICT (id) DO UPDATE SET
                business_phone = excluded.business_phone,
                writes_from =
                    CASE WHEN excluded.last_customer_message_at
                              >= coalesce(conversation.last_customer_message_at, '-infinity')
                         THEN excluded.writes_from ELSE conversation.writes_from END,
                customer_name = coalesce(excluded.customer_name, conversation.customer_name),
                last_activity_at = greatest(excluded.last_activity_at, conversation.last_activity_at),
                last_customer_message_at =
                    greatest(excluded.last_customer_message_at, conversation.last_customer_message_at),
                active = true,
            """
                    + SessionUpdate.SQL;

    private static final String UPSERT_BY_CUSTOMER =
            INSERT_BY_CUSTOMER
                    + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)\n"
                    + UPDATE_BY_CUSTOMER;

    /** Same, unless the row has this message or a later one already. */
    private static final String UPSERT_BY_CUSTOMER_IF_OLDER =
            INSERT_BY_CUSTOMER
                    + """
                    SELECT given.id, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), given.at, given.at, given.at,
                           CAST(? AS timestamptz), CAST(? AS timestamptz), 1
                    FROM (SELECT CAST(? AS uuid) AS id, CAST(? AS timestamptz) AS at) given
                    WHERE NOT EXISTS (SELECT 1 FROM conversation known
                                      WHERE known.id = given.id AND known.active
                                        AND known.last_customer_message_at >= given.at)
                    """
                    + UPDATE_BY_CUSTOMER;

    /**
     * Same for many conversations, each with what its messages say. Sorted, so that two instances
     * lock rows in the same order; rows that would stay as they are, as after a redelivery, are not
     * written.
     */
    private static final String UPSERT_ALL_BY_CUSTOMERS =
            INSERT_BY_CUSTOMER
                    + """
                    SELECT id, channel, business_id, business_phone, customer, writes_from, customer_name,
                           first_at, last_at, last_at, session_started_at, session_ends_at, session_number
                      FROM unnest(CAST(? AS uuid[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]),
                                  CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]),
                                  CAST(? AS timestamptz[]), CAST(? AS timestamptz[]),
                                  CAST(? AS timestamptz[]), CAST(? AS timestamptz[]), CAST(? AS integer[]))
                           AS written (id, channel, business_id, business_phone, customer, writes_from,
                                       customer_name, first_at, last_at, session_started_at, session_ends_at,
                                       session_number)
                     ORDER BY id
                    """
                    + UPDATE_BY_CUSTOMER
                    + """
                    WHERE excluded.last_customer_message_at
                              > coalesce(conversation.last_customer_message_at, '-infinity')
                       OR excluded.business_phone <> conversation.business_phone
                       OR excluded.customer_name IS DISTINCT FROM conversation.customer_name
                          AND excluded.customer_name IS NOT NULL
                       OR excluded.last_customer_message_at = conversation.last_customer_message_at
                          AND excluded.writes_from IS DISTINCT FROM conversation.writes_from
                       OR NOT conversation.active
                    """;

    private static final String UPSERT_BY_BUSINESS =
            """
            INSERT INTO conversation (id, channel, business_id, business_phone, customer, writes_from,
                                      started_at, last_activity_at, session_started_at, session_ends_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                last_activity_at = greatest(excluded.last_activity_at, conversation.last_activity_at),
            """
                    + SessionUpdate.SQL;

    /** Update of the opt-out; a late or repeated message does not undo a later one. */
    private static final String OPT_OUT =
            """
            UPDATE conversation SET
                opted_out_at = CASE WHEN ? THEN coalesce(opted_out_at, CAST(? AS timestamptz)) END,
                opt_out_changed_at = ?
            WHERE id = ? AND (opt_out_changed_at IS NULL OR opt_out_changed_at <= ?)
            """;

    private static final String ACTIVITY =
            "UPDATE conversation SET last_activity_at = ?"
                    + " WHERE id = ? AND last_activity_at < CAST(? AS timestamptz) - "
                    + ACTIVITY_RESOLUTION;

    private static final String KEYS =
            "SELECT channel, business_id, business_phone, customer, writes_from FROM conversation ";

    private final Database database;
    private final SessionModes sessions;

    ConversationStore(Database database, SessionModes sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    /**
     * Records customers' messages, in their order: the conversations' activity by one statement for
     * each session mode, as {@link #recordCustomerActivity} does, and the opt-outs. Idempotent; the
     * same as one by one.
     */
    public void recordInbound(List<MessageReceived> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var trip = new RoundTrip();
        WrittenConversation.byMode(messages, sessions)
                .forEach((mode, ofMode) ->
                        trip.add(
                                SqlStatement.of(
                                        UPSERT_ALL_BY_CUSTOMERS,
                                        WrittenConversation.parameters(
                                                WrittenConversation.of(ofMode, mode),
                                                SessionUpdate.parameter(mode)))));
        messages.forEach(message -> optOut(message).ifPresent(trip::add));
        trip.run(database);
    }

    /** Records the opt-out of a message in a known conversation. Idempotent. */
    public void recordOptOut(MessageReceived message) {
        optOut(message).ifPresent(statement -> statement.run(database));
    }

    /** Records that the provider refuses to send because the customer has opted out. Idempotent. */
    public void recordOptOut(ConversationId id, Instant at) {
        optOut(id, true, at).run(database);
    }

    private static Optional<SqlStatement> optOut(MessageReceived message) {
        return message.optOut()
                .map(OptOut::word)
                .filter(word -> word != OptOut.Word.HELP)
                .map(word ->
                        optOut(
                                message.conversation().id(),
                                word == OptOut.Word.STOP,
                                message.providerTime()));
    }

    private static SqlStatement optOut(ConversationId id, boolean out, Instant at) {
        return SqlStatement.of(OPT_OUT, out, at, at, id.value(), at);
    }

    /**
     * Adds to the round trip that a turn's messages are recorded as {@link #recordInbound} does.
     * The row is written only where that has not happened yet, as it has as a rule.
     */
    public void recordInbound(RoundTrip trip, TurnReady turn) {
        var newest = turn.newestMessage();
        var key = newest.conversation();
        var first = firstWrittenAt(turn);
        var mode = sessions.of(key);
        trip.add(
                SqlStatement.of(
                        UPSERT_BY_CUSTOMER_IF_OLDER,
                        key.channel().wireName(),
                        key.business().id(),
                        key.business().phone(),
                        key.customer().value(),
                        key.writesFrom().map(CustomerAddress::value).orElse(""),
                        newest.customerName().map(StorableText::of).orElse(""),
                        first,
                        mode.endsAt(first, turn.writtenAt()),
                        key.id().value(),
                        turn.writtenAt(),
                        SessionUpdate.parameter(mode)));
        turn.messages().forEach(message -> optOut(message).ifPresent(trip::add));
    }

    private static Instant firstWrittenAt(TurnReady turn) {
        return turn.messages().stream()
                .map(MessageReceived::providerTime)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Records that the customer wrote at {@code at}: stores the conversation, its newest name and
     * times. Idempotent.
     */
    public void recordCustomerActivity(
            ConversationKey key, @Nullable String customerName, Instant at) {
        var mode = sessions.of(key);
        SqlStatement.of(
                        UPSERT_BY_CUSTOMER,
                        key.id().value(),
                        key.channel().wireName(),
                        key.business().id(),
                        key.business().phone(),
                        key.customer().value(),
                        writesFrom(key),
                        customerName == null ? null : StorableText.of(customerName),
                        at,
                        at,
                        at,
                        at,
                        mode.endsAt(at, at),
                        SessionUpdate.parameter(mode))
                .run(database);
    }

    /**
     * Records that the business wrote at {@code at}, perhaps before the customer ever did.
     * Idempotent.
     */
    public void recordBusinessActivity(ConversationKey key, Instant at) {
        var mode = sessions.of(key);
        SqlStatement.of(
                        UPSERT_BY_BUSINESS,
                        key.id().value(),
                        key.channel().wireName(),
                        key.business().id(),
                        key.business().phone(),
                        key.customer().value(),
                        writesFrom(key),
                        at,
                        at,
                        at,
                        mode.endsAt(at, at),
                        SessionUpdate.parameter(mode))
                .run(database);
    }

    private static @Nullable String writesFrom(ConversationKey key) {
        return key.writesFrom().map(CustomerAddress::value).orElse(null);
    }

    /** Records activity of our side in a known conversation, where it is news of a minute. */
    public void recordActivity(ConversationId id, Instant at) {
        activity(id, at).run(database);
    }

    /**
     * Update that {@link #recordActivity} makes, for a statement with further conditions behind it.
     */
    public static SqlStatement activity(ConversationId id, Instant at) {
        return SqlStatement.of(ACTIVITY, at, id.value(), at);
    }

    /** Returns the conversation's key; empty if nobody has written in it yet. */
    public Optional<ConversationKey> find(ConversationId id) {
        return SqlStatement.of(KEYS + "WHERE id = ?", id.value())
                .first(database, Columns::conversationKey);
    }

    /**
     * Returns the customer's conversations, by either address, with every business number on every
     * channel, the most recently active first.
     */
    public List<ConversationKey> findByCustomer(CustomerAddress customer) {
        return SqlStatement.of(
                        KEYS
                                + "WHERE customer = ? OR writes_from = ?"
                                + " ORDER BY last_activity_at DESC, id",
                        customer.value(),
                        customer.value())
                .rows(database, Columns::conversationKey);
    }
}
