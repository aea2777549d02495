package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.topic.Topics;
import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.Payloads;
import dev.switchboard.testing.TopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NotOurNumberTest.OwnNumbersSet.class)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
class NotOurNumberTest {
    private static final String NOTE = "ignored: a message to a number that is not ours";

    @TestHTTPResource String url;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject MeterRegistry metrics;

    private Webhooks webhooks;

    @BeforeEach
    void findService() {
        webhooks = new Webhooks(url);
    }

    @Test
    void messageToANumberThatIsNotOursIsLoggedCountedAndNotPublished() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka);
                var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // When
            var response = webhooks.twilio(to("%2B14155230000", "Somebody+elses"));

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(log.await(1, webhook -> webhook.body().contains("Somebody+elses")))
                    .first()
                    .satisfies(webhook -> assertThat(webhook.error()).hasValue(NOTE));
            assertThat(inbound.matching(_ -> true)).isEmpty();
            assertThat(
                            metrics.get("switchboard.webhook.messages.not.ours")
                                    .tag("channel", "twilio")
                                    .counter()
                                    .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void onlyMessagesToOurNumbersOfABatchArePublished() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // When
            var response = webhooks.meta(Payloads.bytes("meta/batch.json"));

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(inbound.await(3, _ -> true))
                    .hasSize(3)
                    .allSatisfy(message ->
                            assertThat(message.conversation().business().id())
                                    .isEqualTo("100000000000001"));
        }
    }

    @Test
    void eachOfSeveralNumbersIsOursInAnySpelling() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // When
            webhooks.twilio(to("%2B14155238886", "one"));
            webhooks.twilio(to("%2B525512345678", "two"));

            // Then
            assertThat(inbound.await(2, _ -> true)).hasSize(2);
        }
    }

    private static String to(String number, String body) {
        return "MessageSid=SM%s&Body=%s&From=whatsapp%%3A%%2B15550001111&To=whatsapp%%3A%s"
                .formatted(body, body, number);
    }

    /** Profile with two numbers of ours at Twilio, one at Meta. */
    public static class OwnNumbersSet extends ConfiguredChannels {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(super.getConfigOverrides());
            settings.put("TWILIO_WHATSAPP_NUMBER", "whatsapp:+14155238886, +5215512345678");
            settings.put("WHATSAPP_PHONE_NUMBER_ID", "100000000000001");
            return settings;
        }
    }
}
