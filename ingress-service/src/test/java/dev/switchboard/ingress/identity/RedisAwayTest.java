package dev.switchboard.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.topic.Topics;
import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.Payloads;
import dev.switchboard.testing.TopicReader;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * Messages of unresolved customers are refused, and the provider retries: the AI could answer in a
 * second conversation while an operator owns the first.
 */
@QuarkusTest
@TestProfile(RedisAwayTest.RedisAway.class)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka"))
class RedisAwayTest {
    @TestHTTPResource String url;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void onlyMessagesOfCustomersWithoutANumberAreRefused() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            var webhooks = new Webhooks(url);

            // When
            var hidden = webhooks.meta(Payloads.bytes("meta/hidden-number.json"));
            var atTwilio = webhooks.twilio(Payloads.text("twilio/hidden-number.form"));
            var shown = webhooks.meta(Payloads.bytes("meta/text.json"));

            // Then
            assertThat(hidden.statusCode()).isEqualTo(503);
            assertThat(atTwilio.statusCode()).isEqualTo(503);
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(inbound.await(1, _ -> true)).hasSize(1);
        }
    }

    /** Channels set up, with Redis down. */
    public static class RedisAway extends ConfiguredChannels {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(super.getConfigOverrides());
            settings.put("quarkus.redis.hosts", "redis://127.0.0.1:1");
            return settings;
        }
    }
}
