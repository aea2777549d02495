package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.sql.Columns.constant;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Statuses of one message by its provider's id. Without a failure among them only the highest one
 * matters, and those of many messages are applied in one statement.
 */
record StatusBatch(String providerMessageId, List<ProviderStatusReceived> statuses) {
    /** Moves parts upwards that have not failed, and returns all that have one of the ids. */
    private static final String ADVANCE =
            """
            WITH found AS (
                SELECT part.reply_id AS reply, part.number AS nth, reported.id, part.state AS before, reported.after
                  FROM unnest(CAST(? AS text[]), CAST(? AS text[])) AS reported (id, after)
                  JOIN message_part part ON part.provider_message_id = reported.id),
            moved AS (
                UPDATE message_part
                   SET state = found.after, updated_at = ?, failure_code = NULL, failure_text = NULL
                  FROM found
                 WHERE reply_id = found.reply AND number = found.nth AND %s < %s
                RETURNING %s)
            SELECT found.id, found.before, moved.*
              FROM found LEFT JOIN moved ON moved.reply_id = found.reply AND moved.number = found.nth
            """
                    .formatted(
                            PartState.rankOf("message_part.state"),
                            PartState.rankOf("found.after"),
                            Part.COLUMNS);

    /**
     * Advances the parts of these messages, which have no failure among their statuses. A part that
     * has failed before is left alone.
     *
     * @return those of which a part is known, by the provider's id
     */
    static Map<String, Known> advance(List<StatusBatch> batches, Instant now, Database database) {
        return SqlStatement.of(
                        ADVANCE,
                        batches.stream().map(StatusBatch::providerMessageId).toArray(String[]::new),
                        batches.stream().map(it -> it.highest().name()).toArray(String[]::new),
                        now)
                .rows(database, row -> Map.entry(row.getString("id"), Known.of(row)))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    boolean hasFailure() {
        return statuses.stream().anyMatch(it -> it.status() == DeliveryStatus.FAILED);
    }

    /** Returns whether one of them names the part by our own id. */
    boolean namesPart() {
        return statuses.stream().anyMatch(it -> it.part().isPresent());
    }

    private PartState highest() {
        return statuses.stream()
                .map(status -> PartState.after(status.status()))
                .max(comparing(PartState::rank))
                .orElseThrow();
    }

    /** The results of the statuses, as if they had come one by one and in rising order. */
    Stream<AppliedStatus> results(Known known) {
        var reached = new HashSet<PartState>();
        return statuses.stream()
                .map(status -> new AppliedStatus(status, result(status, known, reached)));
    }

    private static StatusResult result(
            ProviderStatusReceived status, Known known, HashSet<PartState> reached) {
        var state = PartState.after(status.status());
        return known.moved()
                .filter(_ -> state.rank() > known.before().rank() && reached.add(state))
                .<StatusResult>map(StatusResult.Advanced::new)
                .orElseGet(StatusResult.Unchanged::new);
    }

    /**
     * Part that has the provider's id.
     *
     * @param before its state before the statuses
     * @param moved as it is now, if it has advanced
     */
    record Known(PartState before, Optional<Part> moved) {
        static Known of(ResultSet row) throws SQLException {
            return new Known(
                    constant(PartState.class, row, "before"),
                    row.getObject("reply_id") == null
                            ? Optional.empty()
                            : Optional.of(Part.of(row)));
        }
    }
}
