package dev.switchboard.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;

/** Calls of the bare pipeline to the model and the provider, by the JDK's plainest client. */
final class BareCalls {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final BareSettings settings;
    private final String credentials;

    BareCalls(BareSettings settings) {
        this.settings = settings;
        this.credentials =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (settings.account() + ":" + settings.token())
                                                .getBytes(UTF_8));
    }

    /** Asks the model about a text and returns its response as it is. */
    byte[] model(String text) throws IOException {
        var call = open("/v1beta/models/gemini-2.5-flash:generateContent", "application/json");
        call.setRequestProperty("x-goog-api-key", "simulated");
        var request =
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"%s\"}]}]}"
                        .formatted(text);
        return exchange(call, request);
    }

    /**
     * Sends a message through the provider.
     *
     * @param recipient as the webhook named it
     */
    void send(String recipient, String text) throws IOException {
        var call =
                open(
                        "/2010-04-01/Accounts/" + settings.account() + "/Messages.json",
                        "application/x-www-form-urlencoded");
        call.setRequestProperty("Authorization", credentials);
        var sender = settings.sender();
        var form =
                "To=%s&From=%s&Body=%s"
                        .formatted(
                                encoded(recipient),
                                encoded(
                                        sender.startsWith("whatsapp:")
                                                ? sender
                                                : "whatsapp:" + sender),
                                encoded(text));
        var _ = exchange(call, form);
    }

    private HttpURLConnection open(String path, String contentType) throws IOException {
        var call =
                (HttpURLConnection)
                        URI.create(settings.simulator() + path).toURL().openConnection();
        call.setConnectTimeout(TIMEOUT_MILLIS);
        call.setReadTimeout(TIMEOUT_MILLIS);
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", contentType);
        return call;
    }

    /** Reads the response to its end, so that the connection stays open for the next call. */
    private static byte[] exchange(HttpURLConnection call, String body) throws IOException {
        try (var out = call.getOutputStream()) {
            out.write(body.getBytes(UTF_8));
        }
        if (call.getResponseCode() / 100 != 2) {
            throw new IOException(call.getURL() + " answered " + call.getResponseCode());
        }
        try (var in = call.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
