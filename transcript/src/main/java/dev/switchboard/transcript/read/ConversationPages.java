package dev.switchboard.transcript.read;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.instant;
import static dev.switchboard.transcript.sql.Columns.optionalInstant;
import static dev.switchboard.transcript.sql.Columns.optionalText;
import static dev.switchboard.transcript.sql.Columns.uuid;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.SenderType;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.sql.Columns;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads conversations with their owner and last message. */
@ApplicationScoped
public class ConversationPages {
    private static final String SUMMARY =
            """
            SELECT c.id, c.channel, c.business_id, c.business_phone, c.customer, c.writes_from, c.customer_name,
                   c.opted_out_at, c.started_at, c.last_activity_at, c.last_customer_message_at,
                   now() < coalesce(c.session_ends_at, c.last_activity_at + interval '24 hours') AS active,
                   c.session_number, c.session_started_at, c.ai_off,
                   coalesce(ownership.holder, 'AI') AS holder, coalesce(ownership.epoch, 0) AS epoch,
                   ownership.changed_at, ownership.changed_by,
                   last.text AS last_text, last.sender_type AS last_sender,
                   coalesce(delivery.status, last.status) AS last_status, last.provider_time AS last_at
            FROM %s c
            LEFT JOIN conversation_control ownership ON ownership.conversation_id = c.id
            LEFT JOIN LATERAL (
                SELECT m.id, m.direction, m.text, m.sender_type, m.status, m.provider_time FROM message m
                WHERE m.conversation_id = c.id ORDER BY m.position DESC LIMIT 1) last ON true
            LEFT JOIN LATERAL message_delivery(CASE last.direction WHEN 'outbound' THEN last.id END) delivery ON true
            """;

    private static final String OWNED_BY_OPERATORS =
            " JOIN conversation_control owned ON owned.conversation_id = c.id AND owned.holder ="
                    + " 'OPERATOR'";
    private static final String OWNED_BY_AI =
            " LEFT JOIN conversation_control owned ON owned.conversation_id = c.id AND owned.holder"
                    + " = 'OPERATOR'";
    private static final String SEARCHED =
            " JOIN conversation_search search ON search.conversation_id = c.id";
    private static final String NEWEST_FIRST = " ORDER BY c.last_activity_at DESC, c.id";

    private static final String ONE = SUMMARY.formatted("conversation") + "WHERE c.id = ?";

    /** Number of conversations above which the count is the statistics' estimate. */
    private static final int MAX_COUNTED = 10_000;

    private static final String COUNT =
            """
            SELECT CASE WHEN counted.n <= %1$d THEN counted.n
                   ELSE greatest(counted.n, (SELECT reltuples::bigint FROM pg_class WHERE oid = 'conversation'::regclass))
                   END
            FROM (SELECT count(*) AS n FROM (SELECT 1 FROM conversation LIMIT %1$d + 1) found) counted
            """
                    .formatted(MAX_COUNTED);

    /** Number of conversations owned by operators, counted up to a limit that no team reaches. */
    private static final String COUNT_OWNED_BY_OPERATORS =
            """
            SELECT count(*) FROM (SELECT 1 FROM conversation_control WHERE holder = 'OPERATOR' LIMIT 100000) found
            """;

    private final Database database;

    ConversationPages(Database database) {
        this.database = database;
    }

    /** Returns at most {@code max} conversations, the most recently active first. */
    public List<ConversationSummary> page(ConversationFilter filter, int max) {
        return query(filter, max).rows(database, ConversationPages::summary);
    }

    public Optional<ConversationSummary> find(ConversationId id) {
        return SqlStatement.of(ONE, id.value()).first(database, ConversationPages::summary);
    }

    /**
     * Returns the number of conversations: exact while there are few, an estimate if counting would
     * scan a long index.
     */
    @TimeLimited
    public long count() {
        return number(COUNT);
    }

    /**
     * Returns the number of conversations owned by operators: exact up to a hundred thousand, and
     * never more.
     */
    @TimeLimited
    public long ownedByOperators() {
        return number(COUNT_OWNED_BY_OPERATORS);
    }

    private long number(String sql) {
        return SqlStatement.of(sql).rows(database, row -> row.getLong(1)).getFirst();
    }

    /**
     * Builds the query: first the page, by the tables and conditions of the filter and no others,
     * so that the planner finds the index of each: the few owned by operators by owner, search text
     * by trigrams, everything else by time. Then the columns that are shown.
     */
    static SqlStatement query(ConversationFilter filter, int max) {
        var tables = new StringBuilder("conversation c");
        var conditions = new ArrayList<String>();
        var values = new ArrayList<@Nullable Object>();
        filter.owner()
                .ifPresent(owner -> {
                    switch (owner) {
                        case OPERATOR -> tables.append(OWNED_BY_OPERATORS);
                        case AI -> {
                            tables.append(OWNED_BY_AI);
                            conditions.add("owned.conversation_id IS NULL");
                        }
                    }
                });
        filter.customer()
                .ifPresent(customer -> {
                    conditions.add("(c.customer = ? OR c.writes_from = ?)");
                    values.addAll(List.of(customer.value(), customer.value()));
                });
        filter.searchText()
                .ifPresent(text -> {
                    tables.append(SEARCHED);
                    conditions.add("search.words ILIKE ?");
                    values.add(containing(text));
                });
        filter.before()
                .ifPresent(end -> {
                    conditions.add("c.last_activity_at <= ?");
                    conditions.add("(c.last_activity_at < ? OR c.id > ?)");
                    values.addAll(List.of(end.at(), end.at(), end.id()));
                });
        values.add(max);
        var where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        var page = "(SELECT c.* FROM " + tables + where + NEWEST_FIRST + " LIMIT ?)";
        return new SqlStatement(SUMMARY.formatted(page) + NEWEST_FIRST, values);
    }

    private static String containing(String text) {
        return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static ConversationSummary summary(ResultSet row) throws SQLException {
        return new ConversationSummary(
                uuid(row, "id"),
                Columns.conversationKey(row),
                optionalText(row, "customer_name"),
                ownership(row),
                lastMessage(row),
                instant(row, "started_at"),
                instant(row, "last_activity_at"),
                optionalInstant(row, "last_customer_message_at"),
                row.getBoolean("active"),
                optionalInstant(row, "opted_out_at"),
                new ConversationSummary.SessionSummary(
                        row.getInt("session_number"), optionalInstant(row, "session_started_at")),
                !row.getBoolean("ai_off"));
    }

    private static ConversationSummary.OwnershipSummary ownership(ResultSet row)
            throws SQLException {
        return new ConversationSummary.OwnershipSummary(
                constant(Owner.class, row, "holder"),
                row.getLong("epoch"),
                optionalInstant(row, "changed_at"),
                optionalText(row, "changed_by"));
    }

    private static Optional<ConversationSummary.LastMessage> lastMessage(ResultSet row)
            throws SQLException {
        var at = optionalInstant(row, "last_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ConversationSummary.LastMessage(
                                row.getString("last_text"),
                                constant(SenderType.class, row, "last_sender"),
                                constant(MessageStatus.class, row, "last_status"),
                                at.get()));
    }
}
