package dev.switchboard.transcript.part;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A send that is about to start.
 *
 * @param attempt counts the part's sends
 * @param at when it was begun, by the database's clock
 */
public record BegunSend(int attempt, Instant at) {

    static BegunSend of(ResultSet row) throws SQLException {
        return new BegunSend(row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant());
    }
}
