package dev.switchboard.ingress.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Nobody listens where Kafka and Redis should be, and Twilio is not set up. */
public class KafkaAway implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "kafka.bootstrap.servers", "127.0.0.1:1",
                "quarkus.redis.hosts", "redis://127.0.0.1:1",
                "INGRESS_PUBLISH_TIMEOUT", "PT1S",
                "WHATSAPP_APP_SECRET", ConfiguredChannels.APP_SECRET,
                "VERIFY_TOKEN", ConfiguredChannels.VERIFY_TOKEN);
    }
}
