package dev.switchboard.operator.webhooklog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.event.WebhookLogged;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.read.Cursor;
import dev.switchboard.transcript.read.TimeLimited;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import dev.switchboard.transcript.sql.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores the webhook log, many webhooks in one statement and one commit, and their replays. */
@ApplicationScoped
class WebhookStore {
    private static final String KEEP =
            """
            INSERT INTO webhook_record (id, received_at, route, method, path, query, headers, body, verdict, error, genuine,
                                        http_status, took_micros)
            SELECT * FROM unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::text[], ?::text[], ?::text[], ?::boolean[], ?::int[], ?::bigint[])
            ON CONFLICT (id, received_at) DO NOTHING
            """;

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
    private static final String ONE =
            SUMMARY.replace("FROM", ", headers, query, body FROM") + "WHERE id = ?";
    private static final String REPLAYED =
            """
            UPDATE webhook_record SET replays = replays + 1, replayed_at = ?, replayed_by = ?
            WHERE id = ? AND received_at = ?
            """;

    private final Database database;

    WebhookStore(Database database) {
        this.database = database;
    }

    /** Stores those that are not stored yet, all or none. */
    public void keep(List<WebhookLogged> webhooks) {
        SqlStatement.of(
                        KEEP,
                        texts(webhooks, it -> it.eventId().toString()),
                        texts(webhooks, it -> it.receivedAt().toString()),
                        texts(webhooks, WebhookLogged::route),
                        texts(webhooks, WebhookLogged::method),
                        texts(webhooks, it -> it.path().orElse(null)),
                        texts(webhooks, it -> it.query().orElse(null)),
                        texts(webhooks, it -> json(it.headers())),
                        texts(webhooks, WebhookLogged::body),
                        texts(webhooks, WebhookLogged::verdict),
                        texts(webhooks, it -> it.error().orElse(null)),
                        webhooks.stream().map(WebhookLogged::genuine).toArray(Boolean[]::new),
                        webhooks.stream().map(WebhookLogged::httpStatus).toArray(Integer[]::new),
                        webhooks.stream()
                                .map(it -> it.took().dividedBy(ChronoUnit.MICROS.getDuration()))
                                .toArray(Long[]::new))
                .run(database);
    }

    /**
     * Filter of a list of webhooks.
     *
     * @param text text that the body contains
     */
    record Filter(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String verdict,
            @Nullable String provider,
            @Nullable String text,
            @Nullable Cursor before) {}

    /** At most {@code max} webhooks, newest first. */
    @TimeLimited
    public List<WebhookView> page(Filter filter, int max) {
        var provider = filter.provider();
        var text = filter.text();
        var before = filter.before();
        var at = before == null ? null : before.at();
        return SqlStatement.of(
                        PAGE,
                        filter.from(),
                        filter.from(),
                        filter.to(),
                        filter.to(),
                        filter.verdict(),
                        filter.verdict(),
                        provider,
                        provider,
                        provider,
                        text,
                        text == null ? null : containing(text),
                        containingEncoded(text),
                        at,
                        at,
                        at,
                        at,
                        before == null ? null : before.id(),
                        max)
                .rows(database, WebhookStore::webhook);
    }

    /** Looks into the index of every day; an id is unique among all of them. */
    @TimeLimited
    public Optional<WebhookView.Full> find(UUID id) {
        return SqlStatement.of(ONE, id)
                .rows(
                        database,
                        row ->
                                new WebhookView.Full(
                                        webhook(row),
                                        Optional.ofNullable(row.getString("query")),
                                        row.getString("headers"),
                                        row.getString("body")))
                .stream()
                .findFirst();
    }

    public void replayed(WebhookView webhook, Instant at, String by) {
        SqlStatement.of(REPLAYED, at, by, webhook.id(), webhook.receivedAt()).run(database);
    }

    /** Twilio's bodies are forms, in which a number's {@code +} is {@code %2B}. */
    private static @Nullable String containingEncoded(@Nullable String text) {
        return text == null ? null : containing(URLEncoder.encode(text, UTF_8));
    }

    private static String containing(String text) {
        return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static WebhookView webhook(ResultSet row) throws SQLException {
        var route = row.getString("route");
        return new WebhookView(
                row.getObject("id", UUID.class),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                route.split("-", 2)[0],
                route,
                row.getString("method"),
                Optional.ofNullable(row.getString("path")),
                row.getString("verdict"),
                row.getBoolean("genuine"),
                row.getInt("http_status"),
                row.getLong("took_micros") / 1e3,
                Optional.ofNullable(row.getString("error")),
                row.getInt("replays"),
                Optional.ofNullable(row.getObject("replayed_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("replayed_by")));
    }

    private static @Nullable String[] texts(
            List<WebhookLogged> webhooks, Function<WebhookLogged, @Nullable String> field) {
        var texts = new @Nullable String[webhooks.size()];
        for (var i = 0; i < texts.length; i++) {
            var text = field.apply(webhooks.get(i));
            texts[i] = text == null ? null : StorableText.of(text);
        }
        return texts;
    }

    private static String json(Map<String, String> headers) {
        try {
            return Json.mapper().writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write headers", e);
        }
    }
}
