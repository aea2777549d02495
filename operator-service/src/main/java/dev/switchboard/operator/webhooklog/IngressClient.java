package dev.switchboard.operator.webhooklog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.chassis.http.HttpCalls;
import dev.switchboard.common.wire.Json;
import dev.switchboard.operator.access.AccessSettings;
import dev.switchboard.operator.api.RefusedRequest;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/** Client of the ingress service, which replays webhooks. */
@ApplicationScoped
class IngressClient {
    private static final String PATH = "/internal/webhooks/replay";
    private static final Duration REPLAY_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final Optional<URI> base;
    private final String token;

    IngressClient(WebhookReplaySettings settings, AccessSettings access) {
        this.base = settings.ingressBaseUrl();
        this.token = access.apiToken();
    }

    /**
     * Returns when Kafka has the webhook's messages and statuses.
     *
     * @throws RefusedRequest with the reason if it has not
     */
    WebhookView.ReplayResult replay(WebhookView.Full webhook) {
        var response = send(request(webhook));
        var body = json(response.body());
        var error = body.path("error").asText("it gave no reason");
        return switch (response.statusCode()) {
            case 200 -> replayed(webhook.webhook().id(), body);
            case 409, 422 ->
                    throw RefusedRequest.conflicting("id", "ingress cannot take it: " + error);
            case 503 -> throw RefusedRequest.notNow("ingress cannot publish it now", RETRY_AFTER);
            default ->
                    throw RefusedRequest.conflicting(
                            "id",
                            "ingress does not replay: it answered "
                                    + response.statusCode()
                                    + "; both services must have the same SWITCHBOARD_API_TOKEN");
        };
    }

    private HttpRequest request(WebhookView.Full webhook) {
        var url =
                base.orElseThrow(
                        () -> RefusedRequest.conflicting("id", "INGRESS_BASE_URL is not set"));
        var type =
                json(webhook.headers()).properties().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                        .map(header -> header.getValue().asText())
                        .findFirst()
                        .orElse("application/json");
        var query =
                "?route=%s&receivedAt=%s&query=%s"
                        .formatted(
                                encoded(webhook.webhook().route()),
                                encoded(webhook.webhook().receivedAt().toString()),
                                encoded(webhook.query().orElse("")));
        return HttpRequest.newBuilder(url.resolve(PATH + query))
                .timeout(REPLAY_TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(webhook.body()))
                .build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpCalls.sendWithDeadline(request, http, BodyHandlers.ofString());
        } catch (IOException e) {
            throw RefusedRequest.notNow("ingress does not answer", RETRY_AFTER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RefusedRequest.notNow("the service is stopping", RETRY_AFTER);
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    private static WebhookView.ReplayResult replayed(UUID id, JsonNode body) {
        var ignored = new ArrayList<String>();
        body.path("ignored").forEach(item -> ignored.add(item.asText()));
        return new WebhookView.ReplayResult(
                id, body.path("messages").asInt(), body.path("statuses").asInt(), ignored);
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return Json.mapper().createObjectNode();
        }
    }
}
