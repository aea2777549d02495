package dev.switchboard.testing;

import dev.switchboard.common.topic.Replication;
import java.util.Locale;
import java.util.Map;

/** A backing service that a test may need. */
public enum BackingService {
    KAFKA,
    POSTGRES,
    REDIS;

    static BackingService named(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT));
    }

    /** Settings that point the product to the service at this address. */
    Map<String, String> settings(String address) {
        return switch (this) {
            case KAFKA ->
                    Map.of(
                            "KAFKA_BOOTSTRAP_SERVERS",
                            address,
                            "kafka.bootstrap.servers",
                            address,
                            Replication.FACTOR,
                            "1",
                            Replication.MIN_INSYNC,
                            "1");
            case POSTGRES -> Map.of("DATABASE_URL", address);
            case REDIS -> Map.of("REDIS_URL", address);
        };
    }
}
