package dev.switchboard.ingress.testing;

import java.util.HashMap;
import java.util.Map;

/** Little may be read at once, and from few; what is refused needs no Kafka. */
public class NarrowReading extends KafkaAway {
    public static final int BYTES = 65_536;
    public static final int CONNECTIONS = 20;
    public static final int CONNECTIONS_PER_ADDRESS = 15;

    @Override
    public Map<String, String> getConfigOverrides() {
        var overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("switchboard.webhook.bytes-being-read", String.valueOf(BYTES));
        overrides.put("switchboard.webhook.body-within", "PT3S");
        overrides.put("quarkus.http.limits.max-connections", String.valueOf(CONNECTIONS));
        overrides.put(
                "INGRESS_MAX_CONNECTIONS_PER_ADDRESS", String.valueOf(CONNECTIONS_PER_ADDRESS));
        return overrides;
    }
}
