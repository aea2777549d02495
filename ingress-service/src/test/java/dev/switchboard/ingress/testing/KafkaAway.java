package dev.switchboard.ingress.testing;

import static java.util.Map.entry;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Profile with Kafka and Redis down; Twilio is not set up. */
public class KafkaAway implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                entry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"),
                entry("kafka.bootstrap.servers", "127.0.0.1:1"),
                entry("quarkus.redis.hosts", "redis://127.0.0.1:1"),
                entry("INGRESS_PUBLISH_TIMEOUT", "PT1S"),
                entry("INGRESS_MAX_REFUSED_LOGGED_PER_SECOND", "1000000"),
                entry("WHATSAPP_APP_SECRET", ConfiguredChannels.APP_SECRET),
                entry("VERIFY_TOKEN", ConfiguredChannels.VERIFY_TOKEN));
    }
}
