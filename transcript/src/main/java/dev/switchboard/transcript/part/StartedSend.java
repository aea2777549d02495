package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.sql.Columns.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Send that is about to start.
 *
 * @param attempt number of the part's send, from 1
 * @param at time at which it was begun, by the database's clock
 */
public record StartedSend(int attempt, Instant at) {

    static StartedSend of(ResultSet row) throws SQLException {
        return new StartedSend(row.getInt("attempts"), instant(row, "at"));
    }
}
