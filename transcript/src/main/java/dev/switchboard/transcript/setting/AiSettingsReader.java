package dev.switchboard.transcript.setting;

import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the AI's settings as they are at one time. */
@ApplicationScoped
public class AiSettingsReader {
    private static final String VERSION = "SELECT version FROM ai_settings_version";
    private static final String ONE_TIME =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private final Database database;
    private final AiProfileStore profiles;
    private final PersonaStore personas;
    private final CustomTextStore texts;

    AiSettingsReader(
            Database database,
            AiProfileStore profiles,
            PersonaStore personas,
            CustomTextStore texts) {
        this.database = database;
        this.profiles = profiles;
        this.personas = personas;
        this.texts = texts;
    }

    /**
     * All settings at one time.
     *
     * @param version rises with every change
     * @param profiles the first written first
     */
    public record Settings(
            long version,
            List<AiProfile> profiles,
            List<Persona> personas,
            List<CustomText> texts) {}

    public long version() {
        return SqlStatement.of(VERSION)
                .first(database, row -> row.getLong("version"))
                .orElseThrow(() -> new IllegalStateException("no settings' version"));
    }

    /** Reads all in one transaction that sees no later change. */
    public Settings read() {
        return database.inNewTransaction(() -> {
            SqlStatement.of(ONE_TIME).run(database);
            return new Settings(version(), profiles.all(), personas.all(), texts.all());
        });
    }
}
