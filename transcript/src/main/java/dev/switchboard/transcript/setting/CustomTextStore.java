package dev.switchboard.transcript.setting;

import dev.switchboard.transcript.setting.CustomText.Key;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Stores texts in place of standard texts. Writes belong into {@link SettingChanges#write}. */
@ApplicationScoped
public class CustomTextStore {
    private static final String ALL =
            "SELECT * FROM standard_text ORDER BY name, business, language";
    private static final String OF_KEY = " WHERE name = ? AND business = ? AND language = ?";
    private static final String FIND = "SELECT * FROM standard_text" + OF_KEY;
    private static final String DELETE = "DELETE FROM standard_text" + OF_KEY;

    private static final String WRITE =
            """
            INSERT INTO standard_text (name, business, language, version, text) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (name, business, language) DO UPDATE SET version = excluded.version, text = excluded.text
            """;

    private final Database database;

    CustomTextStore(Database database) {
        this.database = database;
    }

    public List<CustomText> all() {
        return SqlStatement.of(ALL).rows(database, CustomTextStore::text);
    }

    public Optional<CustomText> find(Key key) {
        return SqlStatement.of(FIND, key.name(), key.business(), key.language())
                .first(database, CustomTextStore::text);
    }

    /** Inserts the text, or replaces it. */
    public void write(CustomText text) {
        var key = text.key();
        SqlStatement.of(
                        WRITE,
                        key.name(),
                        key.business(),
                        key.language(),
                        text.version(),
                        text.text())
                .run(database);
    }

    public void delete(Key key) {
        SqlStatement.of(DELETE, key.name(), key.business(), key.language()).run(database);
    }

    private static CustomText text(ResultSet row) throws SQLException {
        return new CustomText(
                new Key(
                        row.getString("name"),
                        row.getString("business"),
                        row.getString("language")),
                row.getLong("version"),
                row.getString("text"));
    }
}
