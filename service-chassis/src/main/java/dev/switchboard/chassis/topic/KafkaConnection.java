package dev.switchboard.chassis.topic;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.Config;

/**
 * The settings that every Kafka client of a service starts from, channels of SmallRye included:
 * where the brokers are, TLS and the login, as {@code kafka.*} and {@code KAFKA_*} say.
 */
@Singleton
public class KafkaConnection {
    private final Map<String, Object> settings;

    @Inject
    KafkaConnection(Config config) {
        this(said(config));
    }

    /**
     * @param settings by Kafka's names
     */
    public KafkaConnection(Map<String, ?> settings) {
        this.settings = Map.copyOf(settings);
    }

    private static Map<String, Object> said(Config config) {
        var found = new HashMap<String, Object>();
        for (var name : AdminClientConfig.configNames()) {
            config.getOptionalValue("kafka." + name, String.class)
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> found.put(name, value));
        }
        return found;
    }

    /** With a client's own settings, which win. */
    public Map<String, Object> with(Map<String, ?> own) {
        var all = new HashMap<>(settings);
        all.putAll(own);
        return all;
    }

    /** What SmallRye's channels start from; the name is theirs. */
    @Produces
    @Singleton
    @Identifier("default-kafka-broker")
    Map<String, Object> ofChannels() {
        return settings;
    }
}
