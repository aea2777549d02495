package dev.switchboard.operator.webhooklog;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.event.WebhookLogged;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.sql.SqlStatement;
import dev.switchboard.transcript.sql.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Writes webhooks to the log, many in one statement and one commit. */
@ApplicationScoped
class WebhookWrites {
    private static final String KEEP =
            """
            INSERT INTO webhook_record (id, received_at, route, method, path, query, headers, body, verdict, error, genuine,
                                        http_status, took_micros)
            SELECT * FROM unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::text[], ?::text[], ?::text[], ?::boolean[], ?::int[], ?::bigint[])
            ON CONFLICT (id, received_at) DO NOTHING
            """;

    private final Session session;

    WebhookWrites(Session session) {
        this.session = session;
    }

    /** Stores those that are not stored yet, all or none. */
    @Transactional
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
                .run(session);
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
