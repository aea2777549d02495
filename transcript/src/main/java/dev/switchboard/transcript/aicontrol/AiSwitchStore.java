package dev.switchboard.transcript.aicontrol;

import static dev.switchboard.transcript.sql.Columns.instant;
import static dev.switchboard.transcript.sql.Columns.optionalText;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.aicontrol.AiChange.Kind;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores where the AI is switched off: as a whole, for business numbers, for conversations. Each
 * change is recorded with its actor, in one transaction; setting what is set already is none.
 */
@ApplicationScoped
public class AiSwitchStore {
    /** Stands for the AI as a whole in place of a business number. */
    public static final String ALL = "";

    private static final String SET =
            """
            INSERT INTO ai_switch (business, enabled, changed_at, changed_by, reason)
            SELECT given.business, given.enabled, clock_timestamp(), ?, ?
            FROM (SELECT CAST(? AS text) AS business, CAST(? AS boolean) AS enabled) given
            WHERE NOT given.enabled OR EXISTS (SELECT 1 FROM ai_switch known WHERE known.business = given.business)
            ON CONFLICT (business) DO UPDATE SET
                enabled = excluded.enabled, changed_at = excluded.changed_at,
                changed_by = excluded.changed_by, reason = excluded.reason
            WHERE ai_switch.enabled <> excluded.enabled
            """;

    private static final String SET_CONVERSATION =
            "UPDATE conversation SET ai_off = ? WHERE id = ? AND ai_off <> ?";

    private static final String STATES =
            """
            SELECT nullif(business, '') AS business, enabled, changed_at, changed_by, reason FROM ai_switch
            ORDER BY ai_switch.business
            """;

    private final Database database;
    private final AiChangeStore changes;

    AiSwitchStore(Database database, AiChangeStore changes) {
        this.database = database;
        this.changes = changes;
    }

    /** Switches the AI as a whole. */
    public void set(boolean enabled, String actor, @Nullable String reason) {
        database.runInTransaction(() -> {
            if (write(ALL, enabled, actor, reason)) {
                changes.record(kind(enabled), actor, reason);
            }
        });
    }

    /**
     * Switches the AI of a business number.
     *
     * @param business its phone number or the provider's id
     */
    public void set(String business, boolean enabled, String actor, @Nullable String reason) {
        database.runInTransaction(() -> {
            if (write(business, enabled, actor, reason)) {
                changes.record(kind(enabled), business, actor, reason);
            }
        });
    }

    private boolean write(String business, boolean enabled, String actor, @Nullable String reason) {
        return SqlStatement.of(SET, actor, reason, business, enabled).update(database) == 1;
    }

    /** Switches the AI of a known conversation. */
    public void set(
            ConversationId conversation, boolean enabled, String actor, @Nullable String reason) {
        database.runInTransaction(() -> {
            var written =
                    SqlStatement.of(SET_CONVERSATION, !enabled, conversation.value(), !enabled);
            if (written.update(database) == 1) {
                changes.record(kind(enabled), conversation, actor, reason);
            }
        });
    }

    private static Kind kind(boolean enabled) {
        return enabled ? Kind.SWITCHED_ON : Kind.SWITCHED_OFF;
    }

    /** Returns every switch that was ever set, that of the AI as a whole first. */
    public List<AiSwitchState> states() {
        return SqlStatement.of(STATES)
                .rows(
                        database,
                        row ->
                                new AiSwitchState(
                                        optionalText(row, "business"),
                                        row.getBoolean("enabled"),
                                        instant(row, "changed_at"),
                                        row.getString("changed_by"),
                                        optionalText(row, "reason")));
    }
}
