package dev.switchboard.transcript.read;

import static dev.switchboard.transcript.sql.Columns.optionalText;

import dev.switchboard.transcript.spend.TokenCounts;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what model calls have used and cost, in sums. */
@ApplicationScoped
public class SpendPages {
    /** Sums by a key and its name, the highest rank first. */
    private static final String PAGE =
            """
            SELECT * FROM (
                SELECT grouped.*, %2$s AS rank FROM (
                    SELECT %1$s, sum(calls) AS calls, sum(input) AS input, sum(cached) AS cached,
                           sum(cache_write) AS cache_write, sum(audio) AS audio, sum(output) AS output,
                           sum(thoughts) AS thoughts, sum(micros) AS micros,
                           coalesce(sum(micros) FILTER (WHERE estimated OR price_taken = 'unknown'), 0) AS uncertain
                    FROM ai_call WHERE started_at >= ? AND started_at < ?
                    GROUP BY 1) grouped) ranked
            WHERE CAST(? AS boolean) OR (rank, key) < (?, ?)
            ORDER BY rank DESC, key DESC
            LIMIT ?
            """;

    private static final String BY_COST = "micros";
    private static final String NO_NAME = "CAST(NULL AS text) AS name";

    private final Database database;

    SpendPages(Database database) {
        this.database = database;
    }

    /** Things that spend is summed up by. */
    public enum Grouping {
        DAY,
        PROFILE,
        NUMBER,
        CONVERSATION
    }

    /**
     * Time of the calls.
     *
     * @param zone of the days
     */
    public record Period(Instant from, Instant to, ZoneId zone) {}

    /**
     * Sum of some calls.
     *
     * @param key a day, an AI profile's id or {@code env}, a business number's id, or a
     *     conversation's
     * @param rank place in the list, the highest first
     * @param micros millionths of a dollar
     * @param uncertainMicros of them, by an estimated usage or an unknown price
     */
    public record Sum(
            String key,
            @Nullable String name,
            long rank,
            long calls,
            TokenCounts tokens,
            long micros,
            long uncertainMicros) {}

    /**
     * Returns at most {@code max} sums, the newest day or the dearest first.
     *
     * @param before only those that come after this place in the list
     */
    @TimeLimited
    public List<Sum> page(Grouping by, Period period, @Nullable SpendCursor before, int max) {
        return statement(by, period)
                .plus(
                        "",
                        period.from(),
                        period.to(),
                        before == null,
                        before == null ? 0L : before.rank(),
                        before == null ? "" : before.key(),
                        max)
                .rows(database, SpendPages::sum);
    }

    private static SqlStatement statement(Grouping by, Period period) {
        return switch (by) {
            case DAY ->
                    SqlStatement.of(
                            PAGE.formatted(
                                    "to_char(started_at AT TIME ZONE ?, 'YYYY-MM-DD') AS key, "
                                            + NO_NAME,
                                    "(CAST(key AS date) - DATE '1970-01-01')"),
                            period.zone().getId());
            case PROFILE ->
                    SqlStatement.of(
                            PAGE.formatted(
                                    "coalesce(CAST(profile_id AS text), profile) AS key,"
                                            + " max(profile) AS name",
                                    BY_COST));
            case NUMBER -> SqlStatement.of(PAGE.formatted("business AS key, " + NO_NAME, BY_COST));
            case CONVERSATION ->
                    SqlStatement.of(
                            PAGE.formatted(
                                    "CAST(conversation_id AS text) AS key, " + NO_NAME, BY_COST));
        };
    }

    private static Sum sum(ResultSet row) throws SQLException {
        return new Sum(
                row.getString("key"),
                optionalText(row, "name").orElse(null),
                row.getLong("rank"),
                row.getLong("calls"),
                new TokenCounts(
                        row.getLong("input"),
                        row.getLong("cached"),
                        row.getLong("cache_write"),
                        row.getLong("audio"),
                        row.getLong("output"),
                        row.getLong("thoughts")),
                row.getLong("micros"),
                row.getLong("uncertain"));
    }
}
