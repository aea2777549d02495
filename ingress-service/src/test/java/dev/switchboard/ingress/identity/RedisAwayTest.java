package dev.switchboard.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Payloads;
import dev.switchboard.ingress.testing.TopicView;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.topic.Topics;
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
 * A second conversation would be answered beside a person who has the line of the first: whoever
 * cannot be told is not taken, and the provider comes again.
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
    void onlyWhoHidesTheNumberHasToComeAgain() {
        try (var inbound = new TopicView<>(Topics.INBOUND, kafka)) {
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

    /** Nobody listens where Redis should be. */
    public static class RedisAway extends ConfiguredChannels {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(super.getConfigOverrides());
            settings.put("quarkus.redis.hosts", "redis://127.0.0.1:1");
            return settings;
        }
    }
}
