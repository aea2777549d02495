package dev.switchboard.transcript.setting;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Writes of the AI's settings, one at a time, each with a version of its own and who made it. */
@ApplicationScoped
public class SettingChanges {
    /** Also the lock: another write waits here until this one is committed. */
    private static final String RAISE =
            "UPDATE ai_settings_version SET version = version + 1 RETURNING version";

    private static final String KEEP =
            """
            INSERT INTO setting_change (version, changed_by, kind, subject, before, after)
            VALUES (?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb))
            """;

    private final Database database;

    SettingChanges(Database database) {
        this.database = database;
    }

    /**
     * Change of one thing.
     *
     * @param kind the table
     * @param subject id or key of the row
     * @param before the row without secrets; null for a new one
     * @param after the row without secrets; null for a deleted one
     */
    public record Change(
            String by,
            String kind,
            String subject,
            @Nullable Object before,
            @Nullable Object after) {

        /**
         * Change of a row.
         *
         * @param view of a row, without secrets
         */
        public static <T> Change of(
                String by,
                String kind,
                Object subject,
                @Nullable T before,
                @Nullable T after,
                Function<T, ?> view) {
            return new Change(
                    by,
                    kind,
                    subject.toString(),
                    before == null ? null : view.apply(before),
                    after == null ? null : view.apply(after));
        }
    }

    /**
     * Runs a write in a transaction; nothing of it, nor its version, stays if it throws. No other
     * write runs meanwhile.
     *
     * @param work takes the settings' new version
     */
    public <T> T write(LongFunction<T> work) {
        return database.inTransaction(() -> {
            var version =
                    SqlStatement.of(RAISE)
                            .first(database, row -> row.getLong("version"))
                            .orElseThrow(() -> new IllegalStateException("no settings' version"));
            return work.apply(version);
        });
    }

    /** Keeps a change of the write that has this version. */
    public void keep(long version, Change change) {
        SqlStatement.of(
                        KEEP,
                        version,
                        change.by(),
                        change.kind(),
                        change.subject(),
                        json(change.before()),
                        json(change.after()))
                .run(database);
    }

    private static @Nullable String json(@Nullable Object row) {
        try {
            return row == null ? null : Json.mapper().writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write a setting", e);
        }
    }
}
