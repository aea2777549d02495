package dev.switchboard.localstack.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.switchboard.common.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Sends JSON over HTTP, as {@code curl} would. No response within 30 s is an {@link
 * UncheckedIOException}. Safe for use by several threads.
 */
public final class JsonClient {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** Writes nulls, because the simulator's API tells a null from an absent field. */
    private static final ObjectWriter WRITER =
            Json.mapper().copy().setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS).writer();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final Map<String, String> headers;

    /**
     * @param base the prefix of every path
     * @param headers sent with every request
     */
    public JsonClient(String base, Map<String, String> headers) {
        this.base = base;
        this.headers = Map.copyOf(headers);
    }

    public JsonClient(String base) {
        this(base, Map.of());
    }

    public Response get(String path) {
        return send(request(path).GET());
    }

    /** Posts the object as JSON; durations and times in ISO 8601. */
    public Response post(String path, Object body) {
        return send(request(path).POST(json(body)));
    }

    public Response put(String path, Object body) {
        return send(request(path).PUT(json(body)));
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(REQUEST_TIMEOUT)
                        .header("Content-Type", "application/json");
        headers.forEach(request::header);
        return request;
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofByteArray(WRITER.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Response(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", e);
        }
    }

    /** Response with its body as text. */
    public record Response(int status, String body) {

        public boolean isSuccess() {
            return status / 100 == 2;
        }

        public JsonNode json() {
            try {
                return Json.mapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
