package dev.switchboard.operator.webhooklog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.operator.api.Cursor;
import dev.switchboard.transcript.read.TimeLimited;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URLEncoder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Reads the webhook log and records replays. */
@ApplicationScoped
class WebhookStore {
    private static final String SUMMARY =
            """
            SELECT id, received_at, route, method, path, verdict, genuine, http_status, took_micros, error, replays,
                   replayed_at, replayed_by
            FROM webhook_record
            """;
    private static final String PAGE =
            SUMMARY
                    + """
                    WHERE (?::timestamptz IS NULL OR received_at >= ?)
                      AND (?::timestamptz IS NULL OR received_at < ?)
                      AND (?::text IS NULL OR verdict = ?)
                      AND (?::text IS NULL OR route = ? OR route LIKE ? || '-%')
                      AND (?::text IS NULL OR body ILIKE ? OR body ILIKE ?)
                      AND (?::timestamptz IS NULL OR received_at <= ?)
                      AND (?::timestamptz IS NULL OR received_at < ? OR id > ?)
                    ORDER BY received_at DESC, id
                    LIMIT ?
                    """;
    private static final String ONE = SUMMARY + "WHERE id = ?";
    private static final String CONTENTS =
            "SELECT headers, query, body FROM webhook_record WHERE id = ? AND received_at = ?";
    private static final String REPLAYED =
            """
            UPDATE webhook_record SET replays = replays + 1, replayed_at = ?, replayed_by = ?
            WHERE id = ? AND received_at = ?
            """;

    private final Session session;

    WebhookStore(Session session) {
        this.session = session;
    }

    /** At most {@code max} webhooks, newest first. */
    @Transactional
    @TimeLimited
    public List<WebhookRecord> page(WebhookFilter filter, int max) {
        var from = filter.from().orElse(null);
        var to = filter.to().orElse(null);
        var verdict = filter.verdict().orElse(null);
        var provider = filter.provider().orElse(null);
        var text = filter.text().map(WebhookStore::containing).orElse(null);
        var encoded = filter.text().map(WebhookStore::containingEncoded).orElse(null);
        var at = filter.before().map(Cursor::at).orElse(null);
        var id = filter.before().map(Cursor::id).orElse(null);
        return SqlStatement.of(
                        PAGE, from, from, to, to, verdict, verdict, provider, provider, provider,
                        text, text, encoded, at, at, at, at, id, max)
                .rows(session, WebhookStore::read);
    }

    /** Looks into the index of every day; an id is unique among all of them. */
    @Transactional
    @TimeLimited
    public Optional<WebhookRecord> find(UUID id) {
        return SqlStatement.of(ONE, id).rows(session, WebhookStore::read).stream().findFirst();
    }

    @Transactional
    @TimeLimited
    public Optional<WebhookRecord.Contents> contents(WebhookRecord record) {
        return SqlStatement.of(CONTENTS, record.id(), record.receivedAt())
                .rows(
                        session,
                        row ->
                                new WebhookRecord.Contents(
                                        row.getString("headers"),
                                        Optional.ofNullable(row.getString("query")),
                                        row.getString("body")))
                .stream()
                .findFirst();
    }

    @Transactional
    public void replayed(WebhookRecord record, Instant at, String by) {
        SqlStatement.of(REPLAYED, at, by, record.id(), record.receivedAt()).run(session);
    }

    private static String containing(String text) {
        return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    /** Twilio's bodies are forms, in which a number's {@code +} is {@code %2B}. */
    private static String containingEncoded(String text) {
        return containing(URLEncoder.encode(text, UTF_8));
    }

    private static WebhookRecord read(ResultSet row) throws SQLException {
        return new WebhookRecord(
                row.getObject("id", UUID.class),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("route"),
                row.getString("method"),
                Optional.ofNullable(row.getString("path")),
                row.getString("verdict"),
                row.getBoolean("genuine"),
                row.getInt("http_status"),
                Duration.of(row.getLong("took_micros"), ChronoUnit.MICROS),
                Optional.ofNullable(row.getString("error")),
                row.getInt("replays"),
                instant(row.getObject("replayed_at", OffsetDateTime.class)),
                Optional.ofNullable(row.getString("replayed_by")));
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
