package dev.switchboard.transcript.reply;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.spend.AiCallStore;
import dev.switchboard.transcript.sql.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Statement that claims a reply's turns and stores the reply with its message, and has the column
 * {@code result}: a {@link ClaimResult}. It fails with a unique violation where another claim of
 * one of the turns is made at the same time.
 */
final class ClaimStatement {
    /**
     * The turns, unless one of them is claimed already or the AI is the owner under another epoch,
     * or is switched off for the conversation; the reply, if {@code claimable.unchanged}.
     */
    private static final String CLAIM =
            """
            WITH owner AS (
                SELECT found.holder = 'OPERATOR' AS taken_over,
                       found.holder = 'AI' AND found.epoch = ? AND NOT found.opted_out AND NOT found.ai_off
                           AS unchanged
                FROM (SELECT %s, coalesce(conversation.ai_off, false) AS ai_off
                      FROM (SELECT CAST(? AS uuid) AS id) requested %s) AS found),
            claimable AS (
                SELECT owner.unchanged FROM owner
                WHERE (owner.unchanged OR owner.taken_over)
                  AND NOT EXISTS (SELECT 1 FROM turn_answer WHERE turn_id = ANY (CAST(? AS uuid[])))),
            claimed AS (
                INSERT INTO turn_answer (turn_id, reply_id)
                SELECT given.id, CASE WHEN claimable.unchanged THEN CAST(? AS uuid) END
                FROM unnest(CAST(? AS uuid[])) AS given (id) CROSS JOIN claimable),
            stored AS (
                INSERT INTO reply (id, conversation_id, event, failure, settings_version, ai_profile, cached)
                SELECT ?, ?, CAST(? AS jsonb), nullif(?, ''), nullif(?, -1), nullif(?, ''), ?
                FROM claimable WHERE claimable.unchanged),
            recorded AS (
            """
                    .formatted(OwnershipStore.COLUMNS, OwnershipStore.JOINS);

    private static final String AND_ACTIVITY =
            """
            CROSS JOIN claimable WHERE claimable.unchanged
            ON CONFLICT (id) DO NOTHING),
            called AS (
            """;

    /** Written whatever the result is: they are paid for. */
    private static final String EACH_CALL = "LEFT JOIN claimable ON true WHERE true";

    private static final String IF_CLAIMED = "claimable.unchanged";

    private static final String AND_CALLS =
            """
            ),
            active AS (
            """;

    private static final String AND_RESULT =
            """

              AND EXISTS (SELECT 1 FROM claimable WHERE claimable.unchanged))
            SELECT CASE
                       WHEN NOT (owner.unchanged OR owner.taken_over) THEN 'OWNERSHIP_CHANGED'
                       WHEN NOT EXISTS (SELECT 1 FROM claimable) THEN 'ALREADY_CLAIMED'
                       WHEN owner.unchanged THEN 'MADE'
                       ELSE 'OWNERSHIP_CHANGED'
                   END AS result
            FROM owner
            """;

    private ClaimStatement() {}

    /**
     * @param event the reply as JSON
     * @param failure the reason for which the reply is an apology; null if it is none
     */
    static SqlStatement of(
            ReplyDecided reply, String event, @Nullable String failure, ReplyOrigin origin) {
        var conversation = reply.conversation().id();
        var turns = reply.answers().stream().map(TurnId::toString).toArray(String[]::new);
        return SqlStatement.of(
                        CLAIM,
                        reply.epoch(),
                        conversation.value(),
                        turns,
                        reply.id().value(),
                        turns,
                        reply.id().value(),
                        conversation.value(),
                        event,
                        failure == null ? "" : failure,
                        origin.settingsVersion(),
                        origin.profile().orElse(""),
                        origin.cached())
                .plus(MessageStore.insertOf(reply))
                .plus(AND_ACTIVITY)
                .plus(AiCallStore.insertOf(origin.calls(), reply.id(), IF_CLAIMED, EACH_CALL))
                .plus(AND_CALLS)
                .plus(ConversationStore.activity(conversation, reply.decidedAt()))
                .plus(AND_RESULT);
    }
}
