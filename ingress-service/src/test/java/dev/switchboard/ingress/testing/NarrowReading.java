package dev.switchboard.ingress.testing;

import java.util.HashMap;
import java.util.Map;

/** Profile with low limits of bytes in flight and connections, without Kafka. */
public class NarrowReading extends KafkaAway {
    public static final int MAX_BYTES = 65_536;
    public static final int MAX_CONNECTIONS = 20;
    public static final int MAX_CONNECTIONS_PER_ADDRESS = 15;

    @Override
    public Map<String, String> getConfigOverrides() {
        var overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("switchboard.ingress.max-body-bytes-in-flight", String.valueOf(MAX_BYTES));
        overrides.put("switchboard.ingress.body-timeout", "PT3S");
        overrides.put("quarkus.http.limits.max-connections", String.valueOf(MAX_CONNECTIONS));
        overrides.put(
                "INGRESS_MAX_CONNECTIONS_PER_ADDRESS", String.valueOf(MAX_CONNECTIONS_PER_ADDRESS));
        return overrides;
    }
}
