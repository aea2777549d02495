package dev.switchboard.transcript.aicontrol;

import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/** Reads what workers poll of the AI's settings and switch, in one statement. */
@ApplicationScoped
public class AiStateReader {
    private static final String STATE =
            """
            SELECT version, ARRAY(SELECT business FROM ai_switch WHERE NOT enabled) AS switched_off
            FROM ai_settings_version
            """;

    private final Database database;

    AiStateReader(Database database) {
        this.database = database;
    }

    public AiState read() {
        return SqlStatement.of(STATE)
                .first(database, AiStateReader::state)
                .orElseThrow(() -> new IllegalStateException("no settings' version"));
    }

    private static AiState state(ResultSet row) throws SQLException {
        return new AiState(
                row.getLong("version"), Set.of((String[]) row.getArray("switched_off").getArray()));
    }
}
