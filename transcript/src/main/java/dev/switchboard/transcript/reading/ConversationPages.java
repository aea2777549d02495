package dev.switchboard.transcript.reading;

import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.transcript.control.Control.Holder;
import dev.switchboard.transcript.statement.PlainStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Reads conversations with who has the line and what was said last. */
@ApplicationScoped
public class ConversationPages {
    private static final String SUMMARY =
            """
            SELECT c.id, c.channel, c.business_id, c.business_phone, c.customer, c.writes_from, c.customer_name,
                   c.opted_out_at, c.started_at, c.last_activity_at, c.last_customer_message_at, c.active,
                   coalesce(line.holder, 'AI') AS holder, coalesce(line.epoch, 0) AS epoch,
                   line.changed_at, line.changed_by,
                   last.text AS last_text, last.sender_type AS last_sender,
                   last.status AS last_status, last.provider_time AS last_at
            FROM %s c
            LEFT JOIN conversation_control line ON line.conversation_id = c.id
            LEFT JOIN LATERAL (
                SELECT m.text, m.sender_type, m.status, m.provider_time FROM message m
                WHERE m.conversation_id = c.id ORDER BY m.position DESC LIMIT 1) last ON true
            """;

    private static final String HELD_BY_OPERATORS =
            " JOIN conversation_control held ON held.conversation_id = c.id AND held.holder ="
                    + " 'OPERATOR'";
    private static final String HELD_BY_AI =
            " LEFT JOIN conversation_control held ON held.conversation_id = c.id AND held.holder ="
                    + " 'OPERATOR'";
    private static final String SEARCHED =
            " JOIN conversation_search search ON search.conversation_id = c.id";
    private static final String NEWEST_FIRST = " ORDER BY c.last_activity_at DESC, c.id";

    private static final String ONE = SUMMARY.formatted("conversation") + "WHERE c.id = ?";

    /** From here on the number of conversations is the statistics' estimate. */
    private static final int MAX_COUNTED = 10_000;

    private static final String COUNT =
            """
            SELECT CASE WHEN counted.n <= %1$d THEN counted.n
                   ELSE greatest(counted.n, (SELECT reltuples::bigint FROM pg_class WHERE oid = 'conversation'::regclass))
                   END
            FROM (SELECT count(*) AS n FROM (SELECT 1 FROM conversation LIMIT %1$d + 1) found) counted
            """
                    .formatted(MAX_COUNTED);

    /** Nobody has so many people that they hold more. */
    private static final String HELD =
            """
            SELECT count(*) FROM (SELECT 1 FROM conversation_control WHERE holder = 'OPERATOR' LIMIT 100000) found
            """;

    private final Session session;

    ConversationPages(Session session) {
        this.session = session;
    }

    /** At most {@code most} conversations, the most recently active first. */
    @Transactional
    public List<ConversationSummary> page(ConversationFilter filter, int most) {
        return query(filter, most).rows(session, ConversationPages::summary);
    }

    @Transactional
    public Optional<ConversationSummary> find(ConversationId id) {
        return PlainStatement.of(ONE, id.value()).rows(session, ConversationPages::summary).stream()
                .findFirst();
    }

    /** Exact while there are few; an estimate where counting would walk a long index. */
    @Transactional
    @TimeLimited
    public long count() {
        return number(COUNT);
    }

    /** Exact up to a hundred thousand, and never more. */
    @Transactional
    @TimeLimited
    public long heldByOperators() {
        return number(HELD);
    }

    private long number(String sql) {
        return PlainStatement.of(sql).rows(session, row -> row.getLong(1)).getFirst();
    }

    /**
     * First the page, by the tables and conditions that were asked for and no others, so that the
     * index of each is found: the few that operators have by who has them, words by their trigrams,
     * everything else by its time. Then all that is shown of it.
     */
    static PlainStatement query(ConversationFilter filter, int most) {
        var tables = new StringBuilder("conversation c");
        var conditions = new ArrayList<String>();
        var values = new ArrayList<@Nullable Object>();
        filter.holder()
                .ifPresent(holder -> {
                    switch (holder) {
                        case OPERATOR -> tables.append(HELD_BY_OPERATORS);
                        case AI -> {
                            tables.append(HELD_BY_AI);
                            conditions.add("held.conversation_id IS NULL");
                        }
                    }
                });
        filter.customer()
                .ifPresent(customer -> {
                    conditions.add("(c.customer = ? OR c.writes_from = ?)");
                    values.addAll(List.of(customer.value(), customer.value()));
                });
        filter.words()
                .ifPresent(words -> {
                    tables.append(SEARCHED);
                    conditions.add("search.words ILIKE ?");
                    values.add(containing(words));
                });
        filter.before()
                .ifPresent(end -> {
                    conditions.add("c.last_activity_at <= ?");
                    conditions.add("(c.last_activity_at < ? OR c.id > ?)");
                    values.addAll(List.of(end.lastActivityAt(), end.lastActivityAt(), end.id()));
                });
        values.add(most);
        var where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        var page = "(SELECT c.* FROM " + tables + where + NEWEST_FIRST + " LIMIT ?)";
        return new PlainStatement(SUMMARY.formatted(page) + NEWEST_FIRST, values);
    }

    private static String containing(String words) {
        return "%" + words.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static ConversationSummary summary(ResultSet row) throws SQLException {
        var business =
                new BusinessNumber(row.getString("business_id"), row.getString("business_phone"));
        var customer = new CustomerAddress(row.getString("customer"));
        var writesFrom = Optional.ofNullable(row.getString("writes_from"));
        var channel = Channel.of(row.getString("channel"));
        return new ConversationSummary(
                row.getObject("id", UUID.class),
                new ConversationKey(
                        channel, business, customer, writesFrom.map(CustomerAddress::new)),
                Optional.ofNullable(row.getString("customer_name")),
                line(row),
                lastMessage(row),
                time(row, "started_at").orElseThrow(),
                time(row, "last_activity_at").orElseThrow(),
                time(row, "last_customer_message_at"),
                row.getBoolean("active"),
                time(row, "opted_out_at"));
    }

    private static ConversationSummary.Line line(ResultSet row) throws SQLException {
        return new ConversationSummary.Line(
                Holder.valueOf(row.getString("holder")),
                row.getLong("epoch"),
                time(row, "changed_at"),
                Optional.ofNullable(row.getString("changed_by")));
    }

    private static Optional<ConversationSummary.LastMessage> lastMessage(ResultSet row)
            throws SQLException {
        var at = time(row, "last_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ConversationSummary.LastMessage(
                                row.getString("last_text"),
                                row.getString("last_sender"),
                                row.getString("last_status"),
                                at.get()));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
