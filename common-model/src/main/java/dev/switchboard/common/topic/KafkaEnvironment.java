package dev.switchboard.common.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Converts environment variables to Kafka's client settings: {@code KAFKA_SECURITY_PROTOCOL} is
 * {@code security.protocol}. {@code KAFKA_SASL_USERNAME} and {@code KAFKA_SASL_PASSWORD} become a
 * {@code sasl.jaas.config}.
 */
public final class KafkaEnvironment {
    public static final String USERNAME = "KAFKA_SASL_USERNAME";
    public static final String PASSWORD = "KAFKA_SASL_PASSWORD";
    public static final String MECHANISM = "KAFKA_SASL_MECHANISM";

    private static final String PREFIX = "KAFKA_";

    /**
     * Prefixes of connection settings; other names with {@code KAFKA_} are those of a broker's
     * image.
     */
    private static final List<String> CONNECTION_PREFIXES =
            List.of("KAFKA_BOOTSTRAP_", "KAFKA_SECURITY_", "KAFKA_SASL_", "KAFKA_SSL_");

    private KafkaEnvironment() {}

    /** Returns the settings with which every client of the product connects to the brokers. */
    public static Map<String, String> clientSettings(Map<String, String> environment) {
        var settings = new HashMap<String, String>();
        environment.forEach((name, value) -> {
            if (CONNECTION_PREFIXES.stream().anyMatch(name::startsWith) && !value.isBlank()) {
                settings.put(clientName(name), value);
            }
        });
        var username = settings.remove(clientName(USERNAME));
        var password = settings.remove(clientName(PASSWORD));
        if (username != null && password != null) {
            settings.putIfAbsent("sasl.mechanism", "PLAIN");
            settings.putIfAbsent(
                    "sasl.jaas.config", login(settings.get("sasl.mechanism"), username, password));
        }
        return Map.copyOf(settings);
    }

    private static String clientName(String name) {
        return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String login(String mechanism, String username, String password) {
        var module =
                mechanism.startsWith("SCRAM-")
                        ? "org.apache.kafka.common.security.scram.ScramLoginModule"
                        : "org.apache.kafka.common.security.plain.PlainLoginModule";
        return "%s required username=\"%s\" password=\"%s\";"
                .formatted(module, escaped(username), escaped(password));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
