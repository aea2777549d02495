package dev.switchboard.transcript.setting;

import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Stores who has checked an AI profile, and what came of it. */
@ApplicationScoped
public class ProfileCheckStore {
    private static final String INSERT =
            """
            INSERT INTO ai_profile_check (checked_by, profile_id, version, status, code, millis)
            VALUES (?, ?, ?, ?, ?, ?)
            """;

    private final Database database;

    ProfileCheckStore(Database database) {
        this.database = database;
    }

    /**
     * Outcome of a check.
     *
     * @param status as the API shows it
     * @param code the cause for which it gave no text
     * @param millis the time that it took
     */
    public record Finding(String status, Optional<String> code, long millis) {}

    /** Keeps a check of the profile as it is. */
    public void record(AiProfile profile, String by, Finding finding) {
        SqlStatement.of(
                        INSERT,
                        by,
                        profile.id(),
                        profile.version(),
                        finding.status(),
                        finding.code().orElse(null),
                        finding.millis())
                .run(database);
    }
}
