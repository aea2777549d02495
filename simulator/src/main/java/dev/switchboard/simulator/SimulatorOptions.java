package dev.switchboard.simulator;

import dev.switchboard.simulator.meta.MetaApp;
import dev.switchboard.simulator.twilio.TwilioAccount;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Address of the simulator, and the accounts that it simulates.
 *
 * @param publicUrl base URL under which the business finds the simulator, if not host and port
 * @param twilioWebhook the URL registered with Twilio; a fragment may ask for retries
 * @param metaWebhook the URL registered with Meta
 * @param googleApiKey the key the simulated Gemini accepts; empty: any
 */
public record SimulatorOptions(
        String host,
        int port,
        Optional<URI> publicUrl,
        TwilioAccount twilio,
        Optional<URI> twilioWebhook,
        MetaApp meta,
        Optional<URI> metaWebhook,
        String googleApiKey) {
    private static final int DEFAULT_PORT = 8090;

    /** Credentials for tests, a free port of 127.0.0.1, and no webhooks yet. */
    public static SimulatorOptions forTests() {
        return of(Map.of("SIMULATOR_PORT", "0"));
    }

    /** Reads the settings; those absent or empty have a default. */
    public static SimulatorOptions of(Map<String, String> environment) {
        var settings = new Settings(environment);
        return new SimulatorOptions(
                settings.text("SIMULATOR_HOST", "127.0.0.1"),
                settings.port("SIMULATOR_PORT", DEFAULT_PORT),
                settings.url("SIMULATOR_PUBLIC_URL"),
                new TwilioAccount(
                        settings.text("TWILIO_ACCOUNT_SID", "AC" + "0".repeat(32)),
                        settings.text("TWILIO_AUTH_TOKEN", "simulated-auth-token"),
                        settings.first(
                                        "TWILIO_WHATSAPP_NUMBER",
                                        settings.text("TWILIO_FROM_NUMBER", "+14155238886"))
                                .replaceFirst("^whatsapp:", "")),
                settings.url("TWILIO_WEBHOOK_URL"),
                new MetaApp(
                        settings.text("WHATSAPP_ACCESS_TOKEN", "simulated-access-token"),
                        settings.first("WHATSAPP_PHONE_NUMBER_ID", "100000000000001"),
                        settings.text("WHATSAPP_APP_SECRET", "simulated-app-secret"),
                        settings.text("WHATSAPP_DISPLAY_NUMBER", "15559990000")),
                settings.url("META_WEBHOOK_URL"),
                settings.text("AI_API_KEY", settings.text("GOOGLE_API_KEY", "")));
    }

    public SimulatorOptions withTwilioWebhook(URI url) {
        return new SimulatorOptions(
                host, port, publicUrl, twilio, Optional.of(url), meta, metaWebhook, googleApiKey);
    }

    public SimulatorOptions withMetaWebhook(URI url) {
        return new SimulatorOptions(
                host, port, publicUrl, twilio, twilioWebhook, meta, Optional.of(url), googleApiKey);
    }

    public SimulatorOptions withGoogleApiKey(String key) {
        return new SimulatorOptions(
                host, port, publicUrl, twilio, twilioWebhook, meta, metaWebhook, key);
    }

    public SimulatorOptions withTwilio(TwilioAccount account) {
        return new SimulatorOptions(
                host, port, publicUrl, account, twilioWebhook, meta, metaWebhook, googleApiKey);
    }

    public SimulatorOptions withMeta(MetaApp app) {
        return new SimulatorOptions(
                host, port, publicUrl, twilio, twilioWebhook, app, metaWebhook, googleApiKey);
    }
}
