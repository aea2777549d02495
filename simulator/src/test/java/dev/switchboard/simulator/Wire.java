package dev.switchboard.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;

/** Speaks HTTP to a simulator, with the credentials of {@link SimulatorOptions#forTests()}. */
public final class Wire implements AutoCloseable {
    private static final SimulatorOptions OPTIONS = SimulatorOptions.forTests();
    public static final String ACCOUNT = OPTIONS.twilio().sid();
    public static final String TOKEN = OPTIONS.twilio().authToken();
    public static final String MESSAGES = "/2010-04-01/Accounts/" + ACCOUNT + "/Messages";
    public static final String META = "/v25.0/" + OPTIONS.meta().phoneNumberId() + "/messages";
    public static final String GENERATE = "/v1beta/models/gemini-2.5-flash:generateContent";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    public Wire(Simulator simulator) {
        base = simulator.url();
    }

    public HttpResponse<String> call(String method, String path, String json) {
        return send(request(path).method(method, BodyPublishers.ofString(json)));
    }

    public JsonObject post(String path, JsonObject json) {
        return new JsonObject(call("POST", path, json.encode()).body());
    }

    public JsonObject put(String path, JsonObject json) {
        return new JsonObject(call("PUT", path, json.encode()).body());
    }

    public JsonArray list(String path) {
        return new JsonArray(call("GET", path, "").body());
    }

    /** Twilio request with a form of alternating names and values; a GET without any. */
    public HttpResponse<String> twilio(String path, String... form) {
        return send(
                form.length == 0
                        ? basic(path, TOKEN).GET()
                        : basic(path, TOKEN).POST(BodyPublishers.ofString(form(form))));
    }

    public HttpResponse<String> twilioAs(String token, String path, String... form) {
        return send(basic(path, token).POST(BodyPublishers.ofString(form(form))));
    }

    public HttpResponse<String> twilioDelete(String path) {
        return send(basic(path, TOKEN).DELETE());
    }

    public HttpResponse<String> meta(String path, JsonObject json) {
        return send(
                bearer(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json.encode())));
    }

    public HttpResponse<String> metaGet(String path) {
        return send(bearer(path).GET());
    }

    public HttpRequest gemini(String path, JsonObject json) {
        return request(path)
                .header("x-goog-api-key", "any")
                .POST(BodyPublishers.ofString(json.encode()))
                .build();
    }

    public JsonObject generate(JsonObject json) {
        return new JsonObject(
                send(request(GENERATE)
                                .header("x-goog-api-key", "any")
                                .POST(BodyPublishers.ofString(json.encode())))
                        .body());
    }

    public HttpClient client() {
        return client;
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public JsonObject customerWrites(String phone, JsonObject message) {
        return post("/sim/phones/" + phone + "/messages", message);
    }

    @Override
    public void close() {
        client.close();
    }

    private HttpRequest.Builder basic(String path, String token) {
        var pair =
                Base64.getEncoder()
                        .encodeToString((ACCOUNT + ":" + token).getBytes(StandardCharsets.UTF_8));
        return request(path)
                .header("Authorization", "Basic " + pair)
                .header("Content-Type", "application/x-www-form-urlencoded");
    }

    private HttpRequest.Builder bearer(String path) {
        return request(path).header("Authorization", "Bearer " + OPTIONS.meta().accessToken());
    }

    private static String form(String... namesAndValues) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(escaped(namesAndValues[i]) + "=" + escaped(namesAndValues[i + 1]));
        }
        return String.join("&", pairs);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
