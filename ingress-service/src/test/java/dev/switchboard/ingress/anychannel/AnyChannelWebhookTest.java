package dev.switchboard.ingress.anychannel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.TopicReader;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A channel is served because its reader exists; AnyChannelReplyTest sends to one. */
@QuarkusTest
@TestProfile(ConfiguredChannels.class)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
class AnyChannelWebhookTest {
    @TestHTTPResource String url;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void messageOfAnotherChannelIsPublished() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // When
            var response =
                    post(TestReader.SECRET, "{'id':'t1','from':'+15550001111','text':'hello'}");

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("thanks");
            var message = inbound.await(1, _ -> true).getFirst();
            assertThat(message.conversation().channel()).isEqualTo(TestReader.CHANNEL);
            assertThat(message.conversation().customer().value()).isEqualTo("+15550001111");
            assertThat(message.content()).isEqualTo(new Content.Text("hello"));
        }
    }

    @Test
    void statusOfAnotherChannelIsPublished() {
        try (var statuses = TopicReader.fromNow(Topics.PROVIDER_STATUSES, kafka)) {
            // When
            var response = post(TestReader.SECRET, "{'id':'t2','status':'DELIVERED'}");

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            var status = statuses.await(1, _ -> true).getFirst();
            assertThat(status.channel()).isEqualTo(TestReader.CHANNEL);
            assertThat(status.providerMessageId()).isEqualTo("t2");
            assertThat(status.status()).isEqualTo(DeliveryStatus.DELIVERED);
        }
    }

    @Test
    void whatItsReaderRejectsIsNotPublished() {
        // When
        var response = post("wrong", "{'id':'t3','from':'+15550001111','text':'hello'}");

        // Then
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("the secret is wrong");
    }

    private HttpResponse<String> post(String secret, String body) {
        return new Webhooks(url)
                .post(
                        TestReader.PATH,
                        body.replace('\'', '"').getBytes(UTF_8),
                        Webhooks.JSON,
                        TestReader.SECRET_HEADER,
                        secret);
    }
}
