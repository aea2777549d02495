package dev.switchboard.chassis.config;

import dev.switchboard.common.topic.KafkaEnvironment;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Maps familiar names of settings: older names to newer ones, and {@code DATABASE_URL}, {@code
 * REDIS_URL}, {@code KAFKA_…} and {@code LOG_LEVEL} to Quarkus' names, the former two in the
 * services that have a database or Redis.
 */
public final class LegacySettingNames implements ConfigSourceFactory {
    /** Newer name first; where both are set the newer wins. */
    private static final Map<String, String> OLDER =
            Map.of(
                    "AI_API_KEY", "GOOGLE_API_KEY",
                    "DATABASE_URL", "DB_URL",
                    "REDIS_URL", "REDIS_URI",
                    "TWILIO_WHATSAPP_NUMBER", "TWILIO_FROM_NUMBER");

    private static final String LOG_LEVEL = "LOG_LEVEL";
    private static final String KAFKA = "KAFKA_";

    /** Properties that a service sets when it uses Redis or a database. */
    private static final String REDIS = "quarkus.redis.hosts";

    private static final String DATABASE = "quarkus.datasource.db-kind";

    /**
     * Ordinal above application.properties (250), below the environment (300), {@code .env} (295)
     * and tests' own overrides.
     */
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var values = new HashMap<String, String>();
        OLDER.forEach((newer, older) -> {
            if (value(context, newer).isEmpty()) {
                value(context, older).ifPresent(found -> values.put(newer, found));
            }
        });
        KafkaEnvironment.clientSettings(allThatBegin(context, KAFKA))
                .forEach((name, value) -> values.put("kafka." + name, value));
        value(context, LOG_LEVEL).ifPresent(level -> values.put("quarkus.log.level", level));
        if (value(context, REDIS).isPresent()) {
            set(context, values, "REDIS_URL")
                    .ifPresent(url -> {
                        values.put(REDIS, url);
                        // With rediss:// the certificate must be of this host; by default any
                        // host's
                        // will do.
                        values.put("quarkus.redis.tls.hostname-verification-algorithm", "HTTPS");
                    });
        }
        if (value(context, DATABASE).isPresent()) {
            set(context, values, "DATABASE_URL")
                    .filter(DatabaseUrl::isValid)
                    .ifPresent(url -> values.putAll(DatabaseUrl.parse(url).quarkusSettings()));
        }
        return List.of(new PropertiesConfigSource(values, "familiar names", ORDINAL));
    }

    private static Map<String, String> allThatBegin(ConfigSourceContext context, String prefix) {
        var found = new HashMap<String, String>();
        context.iterateNames()
                .forEachRemaining(name -> {
                    if (name.startsWith(prefix)) {
                        value(context, name).ifPresent(value -> found.put(name, value));
                    }
                });
        return found;
    }

    private static Optional<String> set(
            ConfigSourceContext context, Map<String, String> renamed, String familiar) {
        return value(context, familiar).or(() -> Optional.ofNullable(renamed.get(familiar)));
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(name))
                .map(ConfigValue::getValue)
                .filter(value -> !value.isBlank());
    }

    /** Runs after the sources it reads from. */
    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(290);
    }
}
