package dev.switchboard.operator.webhooklog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.chassis.http.WholeAnswer;
import dev.switchboard.model.wire.Json;
import dev.switchboard.operator.access.AccessSettings;
import dev.switchboard.operator.problem.RefusedRequest;
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

/** Asks the ingress service to read a webhook once more. */
@ApplicationScoped
class Ingress {
    private static final String PATH = "/internal/webhooks/replay";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final Optional<URI> base;
    private final String token;

    Ingress(WebhookSettings settings, AccessSettings access) {
        this.base = settings.ingressBaseUrl();
        this.token = access.apiToken();
    }

    /**
     * Returns when Kafka has what the webhook holds.
     *
     * @throws RefusedRequest when it has not, saying why
     */
    WebhookView.Replayed replay(WebhookRecord record, WebhookRecord.Contents contents) {
        var answer = send(request(record, contents));
        var told = json(answer.body());
        var error = told.path("error").asText("it gave no reason");
        return switch (answer.statusCode()) {
            case 200 -> replayed(record, told);
            case 409, 422 ->
                    throw RefusedRequest.conflicting("id", "ingress cannot take it: " + error);
            case 503 -> throw RefusedRequest.notNow("ingress cannot publish it now", SOON);
            default ->
                    throw RefusedRequest.conflicting(
                            "id",
                            "ingress does not replay: it answered "
                                    + answer.statusCode()
                                    + "; both services must have the same SWITCHBOARD_API_TOKEN");
        };
    }

    private HttpRequest request(WebhookRecord record, WebhookRecord.Contents contents) {
        var at =
                base.orElseThrow(
                        () -> RefusedRequest.conflicting("id", "INGRESS_BASE_URL is not set"));
        var type =
                json(contents.headers()).properties().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                        .map(header -> header.getValue().asText())
                        .findFirst()
                        .orElse("application/json");
        var query =
                "?route=%s&receivedAt=%s&query=%s"
                        .formatted(
                                encoded(record.route()),
                                encoded(record.receivedAt().toString()),
                                encoded(contents.query().orElse("")));
        return HttpRequest.newBuilder(at.resolve(PATH + query))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(contents.body()))
                .build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return WholeAnswer.to(request, http, BodyHandlers.ofString());
        } catch (IOException e) {
            throw RefusedRequest.notNow("ingress does not answer", SOON);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RefusedRequest.notNow("the service is stopping", SOON);
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    private static WebhookView.Replayed replayed(WebhookRecord record, JsonNode told) {
        var ignored = new ArrayList<String>();
        told.path("ignored").forEach(item -> ignored.add(item.asText()));
        return new WebhookView.Replayed(
                record.id(), told.path("messages").asInt(), told.path("statuses").asInt(), ignored);
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return Json.mapper().createObjectNode();
        }
    }
}
