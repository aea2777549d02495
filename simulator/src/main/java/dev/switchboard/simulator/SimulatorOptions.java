package dev.switchboard.simulator;

import dev.switchboard.simulator.meta.MetaApp;
import dev.switchboard.simulator.twilio.TwilioAccount;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * Address of the simulator, and the accounts that it simulates.
 *
 * @param publicUrl base URL under which the business finds the simulator, if not host and port
 * @param twilioWebhook the URL registered with Twilio; a fragment may ask for retries
 * @param metaWebhook the URL registered with Meta
 * @param modelApiKey the key that the simulated models accept; empty: any
 */
public record SimulatorOptions(
        String host,
        int port,
        Optional<URI> publicUrl,
        TwilioAccount twilio,
        Optional<URI> twilioWebhook,
        MetaApp meta,
        Optional<URI> metaWebhook,
        String modelApiKey) {
    private static final int DEFAULT_PORT = 8090;

    /** Credentials for tests, a free port of 127.0.0.1, and no webhooks yet. */
    public static SimulatorOptions forTests() {
        return of(Map.of("SIMULATOR_PORT", "0"));
    }

    /** Reads the settings; those absent or empty have a default. */
    public static SimulatorOptions of(Map<String, String> environment) {
        return new SimulatorOptions(
                text(environment, "SIMULATOR_HOST", "127.0.0.1"),
                port(environment, "SIMULATOR_PORT", DEFAULT_PORT),
                url(environment, "SIMULATOR_PUBLIC_URL"),
                new TwilioAccount(
                        text(environment, "TWILIO_ACCOUNT_SID", "AC" + "0".repeat(32)),
                        text(environment, "TWILIO_AUTH_TOKEN", "simulated-auth-token"),
                        first(
                                        environment,
                                        "TWILIO_WHATSAPP_NUMBER",
                                        text(environment, "TWILIO_FROM_NUMBER", "+14155238886"))
                                .replaceFirst("^whatsapp:", "")),
                url(environment, "TWILIO_WEBHOOK_URL"),
                new MetaApp(
                        text(environment, "WHATSAPP_ACCESS_TOKEN", "simulated-access-token"),
                        first(environment, "WHATSAPP_PHONE_NUMBER_ID", "100000000000001"),
                        text(environment, "WHATSAPP_APP_SECRET", "simulated-app-secret"),
                        text(environment, "WHATSAPP_DISPLAY_NUMBER", "15559990000")),
                url(environment, "META_WEBHOOK_URL"),
                text(environment, "AI_API_KEY", text(environment, "GOOGLE_API_KEY", "")));
    }

    public SimulatorOptions withTwilioWebhook(URI url) {
        return new SimulatorOptions(
                host, port, publicUrl, twilio, Optional.of(url), meta, metaWebhook, modelApiKey);
    }

    public SimulatorOptions withMetaWebhook(URI url) {
        return new SimulatorOptions(
                host, port, publicUrl, twilio, twilioWebhook, meta, Optional.of(url), modelApiKey);
    }

    public SimulatorOptions withTwilio(TwilioAccount account) {
        return new SimulatorOptions(
                host, port, publicUrl, account, twilioWebhook, meta, metaWebhook, modelApiKey);
    }

    private static String text(Map<String, String> environment, String name, String fallback) {
        var value = environment.get(name);
        return value == null || value.isBlank() ? fallback : value.strip();
    }

    /** First entry of a comma-separated list. */
    private static String first(Map<String, String> environment, String name, String fallback) {
        return text(environment, name, fallback).split(",", 2)[0].strip();
    }

    private static int port(Map<String, String> environment, String name, int fallback) {
        var value = text(environment, name, Integer.toString(fallback));
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException(name + " must be a port, but is " + value);
        }
        return Integer.parseInt(value);
    }

    private static Optional<URI> url(Map<String, String> environment, String name) {
        var value = text(environment, name, "");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(value));
        } catch (URISyntaxException notUrl) {
            throw new IllegalArgumentException(name + " must be a URL, but is " + value, notUrl);
        }
    }
}
