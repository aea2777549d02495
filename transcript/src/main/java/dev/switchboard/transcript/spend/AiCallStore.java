package dev.switchboard.transcript.spend;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Stores the ledger of model calls. */
@ApplicationScoped
public class AiCallStore {
    /**
     * Rows of a JSON array. A call that was made again under its id is added to the first; the same
     * call, written again, is not.
     */
    private static final String INSERT =
            """
            INSERT INTO ai_call AS known (id, turn_id, reply_id, conversation_id, business, kind, profile_id, profile_version,
                profile, persona_id, persona_version, model, outcome, finish, input, cached, cache_write, audio, output,
                thoughts, micros, estimated, price_taken, started_at, took_ms)
            SELECT made.id, made.turn_id, %s, made.conversation_id, made.business, made.kind, made.profile_id,
                made.profile_version, made.profile, made.persona_id, made.persona_version, made.model, made.outcome,
                made.finish, made.input, made.cached, made.cache_write, made.audio, made.output, made.thoughts, made.micros,
                made.estimated, made.price_taken, made.started_at, made.took_ms
            FROM jsonb_to_recordset(CAST(? AS jsonb)) AS made (id uuid, turn_id uuid, conversation_id uuid, business text,
                kind text, profile_id uuid, profile_version bigint, profile text, persona_id uuid, persona_version bigint,
                model text, outcome text, finish text, input bigint, cached bigint, cache_write bigint, audio bigint,
                output bigint, thoughts bigint, micros bigint, estimated boolean, price_taken text, started_at timestamptz,
                took_ms bigint)
            %s
            ON CONFLICT (id) DO UPDATE SET
                reply_id = excluded.reply_id, outcome = excluded.outcome, finish = excluded.finish, calls = known.calls + 1,
                input = known.input + excluded.input, cached = known.cached + excluded.cached,
                cache_write = known.cache_write + excluded.cache_write, audio = known.audio + excluded.audio,
                output = known.output + excluded.output, thoughts = known.thoughts + excluded.thoughts,
                micros = known.micros + excluded.micros, estimated = known.estimated OR excluded.estimated,
                took_ms = known.took_ms + excluded.took_ms, started_at = excluded.started_at
            WHERE known.started_at <> excluded.started_at
            """;

    private static final String WITHOUT_REPLY = INSERT.formatted("CAST(NULL AS uuid)", "");

    private static final String OF_DAY =
            "SELECT coalesce(sum(micros), 0) AS micros FROM ai_call WHERE started_at >= ? AND"
                    + " started_at < ?";
    private static final String OF_BUSINESS = OF_DAY + " AND business = ?";
    private static final String OF_CONVERSATION = OF_DAY + " AND conversation_id = ?";

    private static final String TOTAL_OF_CONVERSATION =
            """
            SELECT coalesce(sum(micros), 0) AS total, coalesce(sum(micros) FILTER (WHERE started_at >= ?), 0) AS since
            FROM ai_call WHERE conversation_id = ?
            """;

    private final Database database;

    AiCallStore(Database database) {
        this.database = database;
    }

    /** Cost of a conversation in micro-dollars, since a time and of all its calls. */
    public record ConversationSpend(long sinceMicros, long totalMicros) {}

    /** Writes calls without a reply, each of another id. Idempotent. */
    public void insert(List<AiCall> calls) {
        SqlStatement.of(WITHOUT_REPLY, json(calls)).run(database);
    }

    /**
     * Returns the statement that writes a reply's calls, as a part of another one. Idempotent.
     *
     * @param condition SQL of the condition under which the calls have the reply
     * @param join SQL of the join that it needs, to the calls {@code made}
     */
    public static SqlStatement insertOf(
            List<AiCall> calls, ReplyId reply, String condition, String join) {
        var replyOfCalls = "CASE WHEN " + condition + " THEN CAST(? AS uuid) END";
        return SqlStatement.of(INSERT.formatted(replyOfCalls, join), reply.value(), json(calls));
    }

    /** Returns what all calls of this time have cost, in micro-dollars. */
    public long micros(Instant from, Instant to) {
        return sum(SqlStatement.of(OF_DAY, from, to));
    }

    /**
     * Returns what the calls of a business number have cost in this time.
     *
     * @param business the provider's id
     */
    public long micros(Instant from, Instant to, String business) {
        return sum(SqlStatement.of(OF_BUSINESS, from, to, business));
    }

    /** Returns what the calls of a conversation have cost in this time. */
    public long micros(Instant from, Instant to, ConversationId conversation) {
        return sum(SqlStatement.of(OF_CONVERSATION, from, to, conversation.value()));
    }

    private long sum(SqlStatement statement) {
        return statement.first(database, row -> row.getLong("micros")).orElse(0L);
    }

    public ConversationSpend ofConversation(ConversationId conversation, Instant since) {
        return SqlStatement.of(TOTAL_OF_CONVERSATION, since, conversation.value())
                .rows(
                        database,
                        row -> new ConversationSpend(row.getLong("since"), row.getLong("total")))
                .getFirst();
    }

    private static String json(List<AiCall> calls) {
        var rows = Json.mapper().createArrayNode();
        calls.forEach(call -> write(call, rows.addObject()));
        return rows.toString();
    }

    private static void write(AiCall call, ObjectNode row) {
        var tokens = call.tokens();
        row.put("id", call.id().toString())
                .put("turn_id", call.turn().toString())
                .put("conversation_id", call.conversation().toString())
                .put("business", call.business())
                .put("kind", call.kind().name())
                .put("profile_id", call.profile().id().map(UUID::toString).orElse(null))
                .put("profile_version", call.profile().version())
                .put("profile", call.profile().name())
                .put("model", call.model())
                .put("outcome", call.outcome())
                .put("finish", call.finish().orElse(null))
                .put("input", tokens.input())
                .put("cached", tokens.cached())
                .put("cache_write", tokens.cacheWrite())
                .put("audio", tokens.audio())
                .put("output", tokens.output())
                .put("thoughts", tokens.thoughts())
                .put("micros", call.cost().micros())
                .put("estimated", call.cost().estimated())
                .put("price_taken", call.cost().priceTaken())
                .put("started_at", call.startedAt().toString())
                .put("took_ms", call.tookMillis());
        call.persona()
                .ifPresent(persona ->
                        row.put("persona_id", persona.id().toString())
                                .put("persona_version", persona.version()));
    }
}
