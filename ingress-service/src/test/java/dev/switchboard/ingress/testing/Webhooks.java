package dev.switchboard.ingress.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.testing.Payloads;
import dev.switchboard.testing.Signatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls the service as its providers do. */
public final class Webhooks {
    public static final String FORM = "application/x-www-form-urlencoded";
    public static final String JSON = "application/json";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String base;
    private final HttpClient http;

    public Webhooks(String base) {
        this(base, HTTP);
    }

    public Webhooks(String base, HttpClient http) {
        this.http = http;
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** Sends a form to {@code path}, signed for its public address. */
    public HttpResponse<String> twilio(String path, String publicUrl, String form) {
        var signature =
                Signatures.twilio(ConfiguredChannels.TOKEN, publicUrl, Payloads.fields(form));
        return post(path, form.getBytes(UTF_8), FORM, "X-Twilio-Signature", signature);
    }

    public HttpResponse<String> twilio(String form) {
        return twilio("/whatsapp", ConfiguredChannels.PUBLIC_URL, form);
    }

    public HttpResponse<String> meta(byte[] body) {
        var signature = Signatures.meta(ConfiguredChannels.APP_SECRET, body);
        return post("/webhook", body, JSON, "X-Hub-Signature-256", signature);
    }

    public HttpResponse<String> post(String path, byte[] body, String type, String... headers) {
        var request = request(path).header("Content-Type", type);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.POST(BodyPublishers.ofByteArray(body)).build());
    }

    public HttpResponse<String> call(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
