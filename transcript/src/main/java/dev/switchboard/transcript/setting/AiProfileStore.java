package dev.switchboard.transcript.setting;

import static dev.switchboard.transcript.sql.Columns.optionalText;
import static dev.switchboard.transcript.sql.Columns.uuid;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.spend.ModelPrice;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores AI profiles. Writes belong into {@link SettingChanges#write}. */
@ApplicationScoped
public class AiProfileStore {
    private static final String ALL = "SELECT * FROM ai_profile ORDER BY position";
    private static final String FIND = "SELECT * FROM ai_profile WHERE id = ?";
    private static final String DELETE = "DELETE FROM ai_profile WHERE id = ?";

    private static final String INSERT =
            """
            INSERT INTO ai_profile (version, name, provider, model, base_url, key_sealed, key_hint, max_tokens, temperature,
                thinking_budget, timeout_millis, max_concurrent_calls, fallbacks, active, prices, id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS uuid[]), ?, CAST(? AS jsonb), ?)
            """;

    private static final String UPDATE =
            """
            UPDATE ai_profile
            SET version = ?, name = ?, provider = ?, model = ?, base_url = ?, key_sealed = ?, key_hint = ?, max_tokens = ?,
                temperature = ?, thinking_budget = ?, timeout_millis = ?, max_concurrent_calls = ?,
                fallbacks = CAST(? AS uuid[]), active = ?, prices = CAST(? AS jsonb)
            WHERE id = ?
            """;

    private static final String RESEAL =
            "UPDATE ai_profile SET key_sealed = ?, key_hint = ? WHERE id = ?";

    private final Database database;

    AiProfileStore(Database database) {
        this.database = database;
    }

    /** Returns every profile, the first written first. */
    public List<AiProfile> all() {
        return SqlStatement.of(ALL).rows(database, AiProfileStore::profile);
    }

    public Optional<AiProfile> find(UUID id) {
        return SqlStatement.of(FIND, id).first(database, AiProfileStore::profile);
    }

    public void insert(AiProfile profile) {
        write(INSERT, profile);
    }

    public void update(AiProfile profile) {
        write(UPDATE, profile);
    }

    /**
     * Replaces the form in which a key is kept. The profile stays at its version: it is the same
     * key, and a worker that has opened it goes on with it.
     */
    public void reseal(UUID id, SealedKey key) {
        SqlStatement.of(RESEAL, key.sealed(), key.hint(), id).run(database);
    }

    public void delete(UUID id) {
        SqlStatement.of(DELETE, id).run(database);
    }

    private void write(String sql, AiProfile profile) {
        var values = profile.values();
        var key = profile.key();
        SqlStatement.of(
                        sql,
                        profile.version(),
                        values.name(),
                        values.provider(),
                        values.model().orElse(null),
                        values.baseUrl().orElse(null),
                        key.map(SealedKey::sealed).orElse(null),
                        key.map(SealedKey::hint).orElse(null),
                        values.maxTokens(),
                        values.temperature().isPresent()
                                ? values.temperature().getAsDouble()
                                : null,
                        values.thinkingBudget().isPresent()
                                ? values.thinkingBudget().getAsInt()
                                : null,
                        values.timeout().toMillis(),
                        values.maxConcurrentCalls(),
                        values.fallbacks().stream().map(UUID::toString).toArray(String[]::new),
                        values.active(),
                        values.prices().map(AiProfileStore::json).orElse(null),
                        profile.id())
                .run(database);
    }

    private static AiProfile profile(ResultSet row) throws SQLException {
        var sealed = row.getBytes("key_sealed");
        return new AiProfile(
                uuid(row, "id"),
                row.getLong("version"),
                new AiProfile.Values(
                        row.getString("name"),
                        row.getString("provider"),
                        optionalText(row, "model"),
                        optionalText(row, "base_url"),
                        row.getInt("max_tokens"),
                        temperature(row.getObject("temperature", Double.class)),
                        thinkingBudget(row.getObject("thinking_budget", Integer.class)),
                        Duration.ofMillis(row.getLong("timeout_millis")),
                        row.getInt("max_concurrent_calls"),
                        List.of((UUID[]) row.getArray("fallbacks").getArray()),
                        row.getBoolean("active"),
                        optionalText(row, "prices").map(AiProfileStore::price)),
                sealed == null
                        ? Optional.empty()
                        : Optional.of(new SealedKey(sealed, row.getString("key_hint"))));
    }

    private static String json(ModelPrice price) {
        try {
            return Json.mapper().writeValueAsString(price);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write prices", e);
        }
    }

    private static ModelPrice price(String json) {
        try {
            return Json.mapper().readValue(json, ModelPrice.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable prices of an AI profile", e);
        }
    }

    private static OptionalDouble temperature(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalInt thinkingBudget(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
