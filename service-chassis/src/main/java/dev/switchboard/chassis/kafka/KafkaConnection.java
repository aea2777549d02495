package dev.switchboard.chassis.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.Config;

/**
 * Connection settings that every Kafka client of a service starts from, channels of SmallRye
 * included: brokers, TLS and login, from {@code kafka.*} and {@code KAFKA_*}.
 */
@Singleton
public class KafkaConnection {
    private static final Map<String, Object> WITHOUT_REPORTERS =
            Map.of(
                    CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
                    "",
                    CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
                    false);

    private final Map<String, Object> settings;
    private final Map<String, Object> channelSettings;

    @Inject
    KafkaConnection(Config config) {
        this(connectionSettings(config), instanceId(config));
    }

    /**
     * @param settings by Kafka's names
     */
    public KafkaConnection(Map<String, ?> settings) {
        this(settings, Map.of());
    }

    private KafkaConnection(Map<String, ?> settings, Map<String, ?> ofChannels) {
        this.settings = Map.copyOf(settings);
        var all = new HashMap<>(this.settings);
        all.putAll(ofChannels);
        channelSettings = Map.copyOf(all);
    }

    private static Map<String, String> instanceId(Config config) {
        return config.getOptionalValue("switchboard.kafka-group-instance-id", String.class)
                .map(id -> Map.of(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, id))
                .orElse(Map.of());
    }

    private static Map<String, Object> connectionSettings(Config config) {
        var found = new HashMap<String, Object>();
        for (var name : AdminClientConfig.configNames()) {
            config.getOptionalValue("kafka." + name, String.class)
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> found.put(name, value));
        }
        return found;
    }

    /**
     * Returns the connection settings with a client's own, which win. Its metrics go nowhere,
     * neither to JMX nor to the brokers, unless one of them says so.
     */
    public Map<String, Object> with(Map<String, ?> own) {
        var all = new HashMap<>(WITHOUT_REPORTERS);
        all.putAll(settings);
        all.putAll(own);
        return all;
    }

    /** Produces the settings that SmallRye's channels start from; the name is theirs. */
    @Produces
    @Singleton
    @Identifier("default-kafka-broker")
    Map<String, Object> ofChannels() {
        return channelSettings;
    }
}
