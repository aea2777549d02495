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
 * Converts {@code KAFKA_…} and, in services that have a database, {@code DATABASE_URL} to the
 * properties that Quarkus reads.
 */
public final class ConnectionProperties implements ConfigSourceFactory {
    private static final String KAFKA = "KAFKA_";

    /** Property that a service sets when it uses a database. */
    private static final String DATABASE = "quarkus.datasource.db-kind";

    /**
     * Ordinal above application.properties (250), below the environment (300), {@code .env} (295)
     * and tests' own overrides.
     */
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var values = new HashMap<String, String>();
        KafkaEnvironment.clientSettings(kafkaVariables(context))
                .forEach((name, value) -> values.put("kafka." + name, value));
        if (value(context, DATABASE).isPresent()) {
            value(context, "DATABASE_URL")
                    .filter(DatabaseUrl::isValid)
                    .ifPresent(url -> values.putAll(DatabaseUrl.parse(url).quarkusSettings()));
        }
        return List.of(new PropertiesConfigSource(values, "connections", ORDINAL));
    }

    private static Map<String, String> kafkaVariables(ConfigSourceContext context) {
        var found = new HashMap<String, String>();
        context.iterateNames()
                .forEachRemaining(name -> {
                    if (name.startsWith(KAFKA)) {
                        value(context, name).ifPresent(value -> found.put(name, value));
                    }
                });
        return found;
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(name)).map(ConfigValue::getValue);
    }

    /** Runs after the sources it reads from. */
    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(290);
    }
}
