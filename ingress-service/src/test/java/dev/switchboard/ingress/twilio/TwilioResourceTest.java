package dev.switchboard.ingress.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Payloads;
import dev.switchboard.ingress.testing.TopicView;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.topic.Topics;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConfiguredChannels.class)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
class TwilioResourceTest {
    @TestHTTPResource String url;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void signedMessageIsInKafkaWhenTwilioIsAnswered() {
        try (var inbound = new TopicView<>(Topics.INBOUND, kafka)) {
            // When
            var answer = new Webhooks(url).twilio(Payloads.text("twilio/text.form"));

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml");
            assertThat(answer.body())
                    .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");
            var message = inbound.await(1, _ -> true).getFirst();
            assertThat(message.content()).isEqualTo(new Content.Text("Hola 👋 & adiós"));
            assertThat(message.conversation().customer().value()).isEqualTo("+15550001111");
            assertThat(inbound.records().getFirst().key())
                    .isEqualTo(message.conversation().id().toString());
            assertThat(inbound.records().getFirst().headers().lastHeader("traceparent"))
                    .isNotNull();
        }
    }
}
