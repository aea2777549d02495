package dev.switchboard.model.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Kafka's client settings as the environment names them: {@code KAFKA_SECURITY_PROTOCOL} is {@code
 * security.protocol}. {@code KAFKA_SASL_USERNAME} and {@code KAFKA_SASL_PASSWORD} stand for a
 * {@code sasl.jaas.config}.
 */
public final class KafkaEnvironment {
    public static final String USERNAME = "KAFKA_SASL_USERNAME";
    public static final String PASSWORD = "KAFKA_SASL_PASSWORD";
    public static final String MECHANISM = "KAFKA_SASL_MECHANISM";

    private static final String PREFIX = "KAFKA_";

    /** What a connection is made of; other names that begin alike are those of a broker's image. */
    private static final List<String> KINDS =
            List.of("KAFKA_BOOTSTRAP_", "KAFKA_SECURITY_", "KAFKA_SASL_", "KAFKA_SSL_");

    private KafkaEnvironment() {}

    /** The settings with which every client of the product reaches its brokers. */
    public static Map<String, String> clientSettings(Map<String, String> environment) {
        var settings = new HashMap<String, String>();
        environment.forEach((name, value) -> {
            if (KINDS.stream().anyMatch(name::startsWith) && !value.isBlank()) {
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
