package dev.switchboard.operator.webhooklog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.WebhookLogged;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class WebhooksTest {
    private static final String PATH = "/api/v1/webhooks";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Inject EventPublisher publisher;
    @Inject WebhookStore store;

    @Test
    void everyWebhookOfTheTopicIsStoredOnceAlsoWhenOneOfThemCannotBeRead() {
        // Given
        var webhooks = new ArrayList<WebhookLogged>();
        for (var i = 0; i < 300; i++) {
            webhooks.add(webhook("accepted", true, "Body=hello", Instant.now()));
        }

        // When
        webhooks.forEach(this::publish);
        publisher.republishAndWait("webhook-log", "k", new byte[] {'{'}, Map.of());
        webhooks.reversed().forEach(this::publish);

        // Then
        await().atMost(TIMEOUT)
                .untilAsserted(() ->
                        assertThat(webhooks).allMatch(it -> store.find(it.eventId()).isPresent()));
    }

    private void publish(WebhookLogged webhook) {
        publisher.publish(Topics.WEBHOOK_LOG, webhook.eventId().toString(), webhook);
    }

    @Test
    void webhookIsListedWithItsResultAndShownInFullWithItsContents() {
        // Given
        var webhook = webhook("malformed", true, "Body=hello", Instant.now());
        store.keep(List.of(webhook));

        // When
        var full = Api.get(PATH + "/" + webhook.eventId()).jsonPath();
        var listed = Api.get(PATH + "?verdict=malformed&limit=200").asString();

        // Then
        assertThat(full.getString("webhook.provider")).isEqualTo("twilio");
        assertThat(full.getString("webhook.route")).isEqualTo("twilio-status");
        assertThat(full.getInt("webhook.responseStatus")).isEqualTo(400);
        assertThat(full.getDouble("webhook.processingMs")).isEqualTo(3.25);
        assertThat(full.getString("webhook.error")).isEqualTo("MessageSid is missing");
        assertThat(full.getString("webhook.path")).isEqualTo("/whatsapp/status");
        assertThat(full.getString("query")).isEqualTo("part=1");
        assertThat(full.getString("headers.Content-Type")).isEqualTo("application/json");
        assertThat(full.getString("body")).isEqualTo("Body=hello");
        assertThat(listed).contains(webhook.eventId().toString()).doesNotContain("Body=hello");
    }

    @Test
    void textThatPostgresCannotStoreIsSanitized() {
        // Given
        var broken = webhook("bad-signature", false, "a\u0000b", Instant.now());

        // When
        store.keep(List.of(broken));

        // Then
        var kept = store.find(broken.eventId()).orElseThrow();
        assertThat(kept.body()).isEqualTo("ab");
    }

    @Test
    void webhooksAreFoundByACustomersNumberInFormsAndInJson() {
        // Given
        var phone = OperatorScene.newPhone();
        var encoded = URLEncoder.encode(phone, StandardCharsets.UTF_8);
        var form = webhook("accepted", true, "From=whatsapp%3A" + encoded, Instant.now());
        var json = webhook("accepted", true, "{\"from\":\"" + phone + "\"}", Instant.now());
        var other = webhook("accepted", true, "From=somebody", Instant.now());
        var older = webhook("accepted", true, phone, Instant.now().minus(2, ChronoUnit.DAYS));
        store.keep(List.of(form, json, other, older));

        // When
        var found = Api.get(PATH + "?q={phone}", phone).jsonPath().getList("webhooks.id");
        var everywhere =
                Api.get(PATH + "?q={phone}&from=2020-01-01T00:00:00Z", phone)
                        .jsonPath()
                        .getList("webhooks.id");

        // Then
        assertThat(found)
                .containsExactlyInAnyOrder(form.eventId().toString(), json.eventId().toString());
        assertThat(everywhere).hasSize(3).contains(older.eventId().toString());
    }

    @Test
    void listIsPagedByTimeAndFilteredByProviderAndVerdict() {
        // Given
        var at = Instant.parse("2021-05-05T05:00:00Z");
        var verdict = "verdict-" + UUID.randomUUID();
        for (var i = 0; i < 5; i++) {
            store.keep(List.of(webhook(verdict, true, "x", at)));
        }

        // When
        var url = PATH + "?verdict=" + verdict + "&provider=twilio&limit=3&to=2021-05-05T06:00:00Z";
        var first = Api.get(url).jsonPath();
        var second = Api.get(url + "&before=" + first.getString("nextBefore")).jsonPath();

        // Then
        assertThat(first.getList("webhooks")).hasSize(3);
        assertThat(second.getList("webhooks.id"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(first.getList("webhooks.id"));
        assertThat(second.getString("nextBefore")).isNull();
        assertThat(
                        Api.get(PATH + "?provider=meta&verdict=" + verdict)
                                .jsonPath()
                                .getList("webhooks"))
                .isEmpty();
        assertThat(
                        Api.get(PATH + "?from=2021-05-05T06:00:00Z&verdict=" + verdict)
                                .jsonPath()
                                .getList("webhooks"))
                .isEmpty();
    }

    @Test
    void webhookThatMayBeForgedIsNeverReplayed() {
        // Given
        var forged = webhook("bad-signature", false, "Body=hello", Instant.now());
        store.keep(List.of(forged));

        // When
        var answer = Api.post(PATH + "/" + forged.eventId() + "/replay", Map.of());

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("detail")).contains("may be forged");
        assertThat(store.find(forged.eventId()).orElseThrow().webhook().replays()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"?from=yesterday,from", "?to=x,to", "?limit=0,limit", "?before=x,before", "/x,id"})
    void parameterThatCannotBeReadIsNamed(String query, String field) {
        // When
        var answer = Api.get(PATH + query);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
    }

    @Test
    void operatorWhoIsNoAdministratorSeesNone() {
        assertThat(Api.asOperator().get(PATH).statusCode()).isEqualTo(403);
    }

    private static WebhookLogged webhook(String verdict, boolean genuine, String body, Instant at) {
        return new WebhookLogged(
                UUID.randomUUID(),
                "twilio-status",
                "POST",
                Optional.of("/whatsapp/status"),
                Optional.of("part=1"),
                Map.of("Content-Type", "application/json"),
                body,
                genuine,
                verdict,
                verdict.equals("accepted") ? 200 : 400,
                Duration.ofNanos(3_250_000),
                Optional.of("MessageSid is missing"),
                at);
    }
}
