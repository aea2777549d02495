package dev.switchboard.ingress.catchup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.channels.twilio.TwilioWebhookSettings;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.BusinessNumbers;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.Json;
import dev.switchboard.ingress.testing.SimulatedTwilio;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.ingress.webhook.PublishedMessageCache;
import dev.switchboard.ingress.webhook.PublishedMessageStore;
import dev.switchboard.ingress.webhook.WebhookPublisher;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.Payloads;
import dev.switchboard.testing.TopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
@WithTestResource(SimulatedTwilio.class)
class CatchUpTest {
    private static final String CUSTOMER = "+15550001111";
    private static final Duration LONGER_THAN_MIN_AGE = Duration.ofSeconds(4);

    /** Time for several searches, for a message that is older than the minimum age already. */
    private static final Duration SOME_SEARCHES = Duration.ofSeconds(1);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource String service;

    @ConfigProperty(name = "simulator.url")
    String simulator;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject MeterRegistry meters;

    @Inject CatchUpSettings settings;

    @Inject TwilioWebhookSettings twilio;

    @Inject BusinessNumbers numbers;

    @Inject WebhookPublisher publisher;

    @Inject RedisDataSource redis;

    private TopicReader<MessageReceived> inbound;

    @BeforeEach
    void failTwiliosWebhooks() {
        call("POST", "/sim/reset", Map.of());
        call("PUT", "/sim/webhooks", Map.of("twilio", SimulatedTwilio.NOWHERE));
        inbound = TopicReader.fromNow(Topics.INBOUND, kafka);
    }

    @AfterEach
    void closeTopic() {
        inbound.close();
    }

    @Test
    void messageWhoseWebhookFailedIsFoundAndPublishedOnce() {
        // When
        var id = customerWrites(Map.of("text", "anybody there?"));

        // Then
        var message = inbound.await(1, it -> it.providerMessageId().equals(id)).getFirst();
        assertThat(message.id()).isEqualTo(MessageId.ofProvider(Channel.TWILIO, id));
        assertThat(message.conversation())
                .isEqualTo(
                        new ConversationKey(
                                Channel.TWILIO,
                                new BusinessNumber(SimulatedTwilio.NUMBER, SimulatedTwilio.NUMBER),
                                CustomerAddress.of(CUSTOMER)));
        assertThat(message.content()).isEqualTo(new Content.Text("anybody there?"));
        staysSingle(id, SOME_SEARCHES);
        assertThat(meters.counter("switchboard.catch.up.messages").count()).isPositive();
    }

    @Test
    void messagePublishedByItsWebhookIsNotPublishedAgain() {
        // Given
        warmUp();
        var id = customerWrites(Map.of("text", "hello"));

        // When
        webhookOf(id);

        // Then
        var message = inbound.await(1, it -> it.providerMessageId().equals(id)).getFirst();
        assertThat(message.customerName()).as("only in the webhook").isPresent();
        staysSingle(id, LONGER_THAN_MIN_AGE);
    }

    @Test
    void fieldsMissingInTheListAreRequestedOrAbsent() {
        // When
        var picture =
                customerWrites(
                        Map.of("media", List.of(Map.of("kind", "image", "caption", "my cat"))));

        // Then
        var message = inbound.await(1, it -> it.providerMessageId().equals(picture)).getFirst();
        assertThat(message.customerName()).isEmpty();
        assertThat(message.content())
                .isInstanceOfSatisfying(
                        Content.Media.class,
                        media -> {
                            assertThat(media.items()).hasSize(1);
                            var item = media.items().getFirst();
                            assertThat(item.kind()).isEqualTo(MediaKind.IMAGE);
                            assertThat(item.mimeType()).hasValue("image/jpeg");
                            assertThat(item.reference())
                                    .startsWith(simulator + "/2010-04-01/Accounts/")
                                    .contains("/Messages/" + picture + "/Media/ME")
                                    .doesNotEndWith(".json");
                        });
    }

    @Test
    void messagesAreInTheirOrderAcrossPages() {
        // Given
        var more = 1_100;

        // When
        for (var i = 0; i < more; i++) {
            customerWrites(Map.of("text", "number " + i));
        }

        // Then
        var texts =
                inbound.await(more, _ -> true).stream()
                        .map(message -> ((Content.Text) message.content()).body())
                        .toList();
        assertThat(texts).hasSize(more).first().isEqualTo("number 0");
        assertThat(texts).last().isEqualTo("number " + (more - 1));
    }

    @Test
    void onlyMessagesToOurNumbersAreFound() {
        // When
        customerWrites(Map.of("text", "to somebody else's number", "business", "+14155550100"));
        call(
                "POST",
                "/sim/phones/" + SimulatedTwilio.NUMBER + "/messages",
                Map.of("text", "our own number writes to itself"));
        var ours = customerWrites(Map.of("text", "to ours"));

        // Then
        inbound.await(1, it -> it.providerMessageId().equals(ours));
        assertThat(inbound.matching(_ -> true)).hasSize(1);
    }

    @Test
    void searchIsRetriedWhileTwilioFails() {
        // Given
        var failures = meters.counter("switchboard.catch.up.failures");
        var before = failures.count();
        call("PUT", "/sim/faults", Map.of("twilio", Map.of("status", 503)));

        // When
        var id = customerWrites(Map.of("text", "still there?"));
        await().until(() -> failures.count() > before);
        call("PUT", "/sim/faults", Map.of());

        // Then
        inbound.await(1, it -> it.providerMessageId().equals(id));
        staysSingle(id, SOME_SEARCHES);
    }

    @Test
    void newInstanceSearchesFromTheOthersSearchedTime() throws Exception {
        // Given
        var id = customerWrites(Map.of("text", "long answered"));
        inbound.await(1, it -> it.providerMessageId().equals(id));
        var now = Instant.now().plus(Duration.ofMinutes(10));

        // When
        var withSearchedTime =
                foundByNewInstance(now, Optional.of(now.minus(Duration.ofMinutes(5))));
        var withoutSearchedTime = foundByNewInstance(now, Optional.empty());

        // Then
        assertThat(withSearchedTime).isZero();
        assertThat(withoutSearchedTime).isPositive();
    }

    /** Number of messages that an instance publishes in its first search. */
    private double foundByNewInstance(Instant now, Optional<Instant> searchedByOthers)
            throws Exception {
        var counted = new SimpleMeterRegistry();
        var store = new PublishedMessageStore(redis, "test:" + UUID.randomUUID(), counted);
        var cache = new PublishedMessageCache(store);
        var finder = new MissedMessageFinder(publisher, cache, store, numbers, () -> now, counted);
        var newInstance =
                new CatchUp(
                        settings,
                        twilio,
                        numbers,
                        finder,
                        leaseWith(searchedByOthers),
                        () -> now,
                        counted);
        newInstance.catchUp(
                new MessageList(
                        settings.baseUrl(),
                        settings.accountSid().orElseThrow(),
                        twilio.authToken().orElseThrow().getFirst(),
                        () -> now));
        return counted.counter("switchboard.catch.up.messages").count();
    }

    private CatchUpLease leaseWith(Optional<Instant> searchedUpTo) {
        var lease = new CatchUpLease(redis, "test:" + UUID.randomUUID());
        searchedUpTo.ifPresent(lease::recordSearchedUpTo);
        return lease;
    }

    /** Sends a first webhook, which takes so long that a search may overtake it. */
    private void warmUp() {
        var first = "SM" + "9".repeat(32);
        webhookOf(first);
        inbound.await(1, it -> it.providerMessageId().equals(first));
    }

    private void staysSingle(String id, Duration time) {
        await().during(time)
                .atMost(time.multipliedBy(2))
                .until(() -> inbound.matching(it -> it.providerMessageId().equals(id)).size() == 1);
    }

    private void webhookOf(String id) {
        var form =
                Payloads.text("twilio/text.form").replace("SM00000000000000000000000000000001", id);
        assertThat(form).contains("MessageSid=" + id);
        assertThat(new Webhooks(service).twilio(form).statusCode()).isEqualTo(200);
    }

    private String customerWrites(Map<String, Object> message) {
        return call("POST", "/sim/phones/" + CUSTOMER + "/messages", message).path("id").asText();
    }

    private JsonNode call(String method, String path, Map<String, ?> body) {
        try {
            var json = BodyPublishers.ofString(Json.mapper().writeValueAsString(body));
            var request =
                    HttpRequest.newBuilder(URI.create(simulator + path))
                            .header("Content-Type", "application/json")
                            .method(method, json)
                            .build();
            var response = HTTP.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
            return response.body().isEmpty()
                    ? Json.mapper().nullNode()
                    : Json.mapper().readTree(response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
