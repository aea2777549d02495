package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.Event;
import dev.switchboard.common.event.WebhookLogged;
import dev.switchboard.common.identity.PartId;
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
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ConfiguredChannels.class)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
class ReplayTest {
    private static final String PATH = "/internal/webhooks/replay";
    private static final String TOKEN = "Bearer " + ConfiguredChannels.API_TOKEN;
    private static final String PART = "7b0d2f64-3c7e-5d11-8a21-0f1e2d3c4b5a.2";

    @TestHTTPResource String url;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Webhooks webhooks;

    @BeforeEach
    void findService() {
        webhooks = new Webhooks(url);
    }

    @Test
    void replayedMessageIsTheSameMessage() {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka);
                var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            webhooks.twilio(Payloads.text("twilio/text.form"));
            var logged = log.await(1, it -> it.body().contains("MessageSid")).getFirst();

            // When
            var response = replay(logged, Webhooks.FORM);

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"messages\":1,\"statuses\":0,\"ignored\":[]}");
            assertThat(inbound.await(2, _ -> true)).hasSize(2).containsOnly(first(inbound));
        }
    }

    private static <E extends Event> E first(TopicReader<E> topic) {
        return topic.matching(_ -> true).getFirst();
    }

    @Test
    void replayedStatusNamesItsPart() {
        try (var statuses = TopicReader.fromNow(Topics.PROVIDER_STATUSES, kafka);
                var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var query = "?part=" + PART;
            webhooks.twilio(
                    "/whatsapp/status" + query,
                    ConfiguredChannels.PUBLIC_URL + "/status" + query,
                    Payloads.text("twilio/status-delivered.form"));
            var logged = log.await(1, it -> it.route().equals("twilio-status")).getFirst();

            // When
            var response = replay(logged, Webhooks.FORM);

            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(statuses.await(2, _ -> true))
                    .allSatisfy(it -> assertThat(it.part()).hasValue(PartId.of(PART)));
        }
    }

    @Test
    void malformedGenuineWebhookIsLoggedCompletelyAndMayBeReplayed() {
        try (var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            webhooks.meta(Payloads.bytes("meta/malformed-array.json"));
            var logged = log.await(1, it -> it.verdict().equals("malformed")).getFirst();

            // When
            var response = replay(logged, Webhooks.JSON);

            // Then
            assertThat(logged.genuine()).isTrue();
            assertThat(logged.path()).hasValue("/webhook");
            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(response.body()).contains("no JSON object");
        }
    }

    @Test
    void malformedItemIsNamedWhenItsBatchIsReplayed() {
        try (var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            webhooks.meta(Payloads.bytes("meta/malformed-no-id.json"));
            var logged = log.await(1, it -> it.route().equals("meta")).getFirst();

            // When
            var response = replay(logged, Webhooks.JSON);

            // Then
            assertThat(logged.genuine()).isTrue();
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("malformed: entry[0]", "id is missing");
        }
    }

    @Test
    void unverifiedWebhookIsLoggedAsNotGenuineMalformedOrNot() {
        try (var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // Given
            var form = Payloads.bytes("twilio/malformed-percent.form");

            // When
            webhooks.post("/whatsapp", form, Webhooks.FORM, "X-Twilio-Signature", "any");
            webhooks.post("/webhook", "{}".getBytes(UTF_8), Webhooks.JSON);

            // Then
            assertThat(log.await(2, _ -> true))
                    .extracting(WebhookLogged::genuine)
                    .containsOnly(false);
        }
    }

    @Test
    void secretParametersAreNotLogged() {
        try (var log = TopicReader.fromNow(Topics.WEBHOOK_LOG, kafka)) {
            // When
            webhooks.call(
                    "GET",
                    "/webhook?hub.mode=subscribe&hub.verify_token=%s&hub.challenge=1"
                            .formatted(ConfiguredChannels.VERIFY_TOKEN));

            // Then
            assertThat(log.await(1, it -> it.verdict().equals("verified")).getFirst().query())
                    .hasValue("hub.mode=subscribe&hub.challenge=1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Bearer api-token-of-the-test"})
    void withoutTheTokenNothingIsReplayed(String authorization) {
        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // Given
            var form = Payloads.bytes("twilio/text.form");
            var path = PATH + "?route=twilio&receivedAt=2026-11-20T08:00:00Z";

            // When
            var response = webhooks.post(path, form, Webhooks.FORM, "Authorization", authorization);

            // Then
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(inbound.matching(_ -> true)).isEmpty();
        }
    }

    @Test
    void invalidReplayIsRefused() {
        assertThat(List.of("?route=fax&receivedAt=2026-11-20T08:00:00Z", "?route=meta", ""))
                .allSatisfy(query ->
                        assertThat(
                                        webhooks.post(
                                                        PATH + query,
                                                        new byte[0],
                                                        Webhooks.JSON,
                                                        "Authorization",
                                                        TOKEN)
                                                .statusCode())
                                .isEqualTo(400));
    }

    private HttpResponse<String> replay(WebhookLogged logged, String type) {
        var path =
                PATH
                        + "?route=%s&receivedAt=%s&query=%s"
                                .formatted(
                                        logged.route(),
                                        encoded(logged.receivedAt().toString()),
                                        encoded(logged.query().orElse("")));
        return webhooks.post(path, logged.body().getBytes(UTF_8), type, "Authorization", TOKEN);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
