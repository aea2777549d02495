package dev.switchboard.transcript.reading;

import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.transcript.control.Control.Holder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
            SELECT c.id, c.channel, c.business_id, c.business_phone, c.customer, c.customer_name,
                   c.started_at, c.last_activity_at, c.last_customer_message_at, c.active,
                   coalesce(line.holder, 'AI') AS holder, coalesce(line.epoch, 0) AS epoch,
                   line.changed_at, line.changed_by,
                   last.text AS last_text, last.sender_type AS last_sender,
                   last.status AS last_status, last.provider_time AS last_at
            FROM conversation c
            LEFT JOIN conversation_control line ON line.conversation_id = c.id
            LEFT JOIN LATERAL (
                SELECT m.text, m.sender_type, m.status, m.provider_time FROM message m
                WHERE m.conversation_id = c.id ORDER BY m.position DESC LIMIT 1) last ON true
            """;

    private static final String PAGE =
            SUMMARY
                    + """
                    WHERE (?::text IS NULL OR coalesce(line.holder, 'AI') = ?)
                      AND (?::text IS NULL OR c.customer = ?)
                      AND (?::text IS NULL OR c.customer ILIKE ? OR c.customer_name ILIKE ?)
                      AND (?::timestamptz IS NULL OR c.last_activity_at < ?
                           OR (c.last_activity_at = ? AND c.id > ?))
                    ORDER BY c.last_activity_at DESC, c.id
                    LIMIT ?
                    """;

    private static final String ONE = SUMMARY + "WHERE c.id = ?";

    private final Session session;

    ConversationPages(Session session) {
        this.session = session;
    }

    /** At most {@code most} conversations, the most recently active first. */
    @Transactional
    public List<ConversationSummary> page(ConversationFilter filter, int most) {
        return session.doReturningWork(connection -> page(connection, filter, most));
    }

    @Transactional
    public Optional<ConversationSummary> find(ConversationId id) {
        return session.doReturningWork(connection -> find(connection, id));
    }

    @Transactional
    public long count() {
        return count("SELECT count(*) FROM conversation");
    }

    @Transactional
    public long heldByOperators() {
        return count("SELECT count(*) FROM conversation_control WHERE holder = 'OPERATOR'");
    }

    private static List<ConversationSummary> page(
            Connection connection, ConversationFilter filter, int most) throws SQLException {
        try (var query = connection.prepareStatement(PAGE)) {
            var arguments = new ArrayList<@Nullable Object>();
            repeat(arguments, 2, filter.holder().map(Holder::name).orElse(null));
            repeat(arguments, 2, filter.customer().map(CustomerAddress::value).orElse(null));
            repeat(arguments, 3, filter.words().map(ConversationPages::containing).orElse(null));
            repeat(arguments, 3, filter.before().map(it -> utc(it.lastActivityAt())).orElse(null));
            arguments.add(filter.before().map(ConversationFilter.Place::id).orElse(null));
            arguments.add(most);
            for (var i = 0; i < arguments.size(); i++) {
                query.setObject(i + 1, arguments.get(i));
            }
            return summaries(query.executeQuery());
        }
    }

    private static void repeat(
            List<@Nullable Object> arguments, int times, @Nullable Object value) {
        for (var i = 0; i < times; i++) {
            arguments.add(value);
        }
    }

    private static String containing(String words) {
        return "%" + words.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Optional<ConversationSummary> find(Connection connection, ConversationId id)
            throws SQLException {
        try (var query = connection.prepareStatement(ONE)) {
            query.setObject(1, id.value());
            return summaries(query.executeQuery()).stream().findFirst();
        }
    }

    private static List<ConversationSummary> summaries(ResultSet rows) throws SQLException {
        var summaries = new ArrayList<ConversationSummary>();
        while (rows.next()) {
            summaries.add(summary(rows));
        }
        return summaries;
    }

    private static ConversationSummary summary(ResultSet row) throws SQLException {
        var business =
                new BusinessNumber(row.getString("business_id"), row.getString("business_phone"));
        var customer = new CustomerAddress(row.getString("customer"));
        return new ConversationSummary(
                row.getObject("id", UUID.class),
                new ConversationKey(Channel.of(row.getString("channel")), business, customer),
                Optional.ofNullable(row.getString("customer_name")),
                line(row),
                lastMessage(row),
                time(row, "started_at").orElseThrow(),
                time(row, "last_activity_at").orElseThrow(),
                time(row, "last_customer_message_at"),
                row.getBoolean("active"));
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

    private long count(String sql) {
        return session.createNativeQuery(sql, Long.class).getSingleResult();
    }
}
