package dev.switchboard.ingress.anychannel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.channels.webhook.MalformedWebhookException;
import dev.switchboard.channels.webhook.ParsedMessage;
import dev.switchboard.channels.webhook.Sender;
import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.channels.webhook.WebhookReader;
import dev.switchboard.channels.webhook.WebhookRequest;
import dev.switchboard.channels.webhook.WebhookResponse;
import dev.switchboard.channels.webhook.WebhookResult;
import dev.switchboard.channels.webhook.WebhookRoute;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.wire.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Channel of the tests: this class is all of it that ingress needs. */
@ApplicationScoped
public class TestReader implements WebhookReader {
    static final Channel CHANNEL = new Channel("test");
    static final String PATH = "/test-channel";
    static final String SECRET_HEADER = "X-Test-Secret";
    static final String SECRET = "open sesame";

    private static final WebhookRoute ROUTE =
            new WebhookRoute(
                    "test",
                    List.of(PATH),
                    Set.of("application/json"),
                    new WebhookResponse(WebhookOutcome.ACCEPTED, "text/plain", "thanks"));

    @Override
    public Channel channel() {
        return CHANNEL;
    }

    @Override
    public List<WebhookRoute> routes() {
        return List.of(ROUTE);
    }

    @Override
    public Optional<String> missingSetting() {
        return Optional.empty();
    }

    @Override
    public int maxBodyBytes() {
        return 1_000;
    }

    @Override
    public WebhookResult verifyAndParse(WebhookRequest request) {
        return request.header(SECRET_HEADER).equals(Optional.of(SECRET))
                ? WebhookResult.verified(() -> parse(request))
                : new WebhookResult.Rejected(WebhookOutcome.BAD_TOKEN, "the secret is wrong");
    }

    @Override
    public WebhookResult.Accepted parse(WebhookRequest request) {
        var body = json(request);
        return body.has("status")
                ? WebhookResult.Accepted.status(status(body, request))
                : WebhookResult.Accepted.message(message(body, request));
    }

    @Override
    public Optional<WebhookResponse> answerGet(WebhookRequest request) {
        return Optional.empty();
    }

    private static JsonNode json(WebhookRequest request) {
        try {
            return Json.mapper().readTree(request.body().getBytes());
        } catch (IOException e) {
            throw new MalformedWebhookException("the body is no JSON");
        }
    }

    private static ProviderStatusReceived status(JsonNode body, WebhookRequest request) {
        var status = body.path("status").asText();
        return new ProviderStatusReceived(
                UUID.randomUUID(),
                CHANNEL,
                body.path("id").asText(),
                Optional.empty(),
                DeliveryStatus.valueOf(status),
                status,
                Optional.empty(),
                Optional.empty(),
                request.receivedAt(),
                request.receivedAt());
    }

    private static ParsedMessage message(JsonNode body, WebhookRequest request) {
        return new ParsedMessage(
                CHANNEL,
                new BusinessNumber("shop", "shop"),
                Sender.of(body.path("from").asText(), null),
                body.path("id").asText(),
                new Content.Text(body.path("text").asText()),
                Optional.empty(),
                Optional.empty(),
                request.receivedAt(),
                request.receivedAt(),
                body.toString(),
                false,
                Optional.empty(),
                Optional.empty());
    }
}
