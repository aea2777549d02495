package dev.switchboard.ingress.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Profile with both channels set up, on a free port. */
public class ConfiguredChannels implements QuarkusTestProfile {
    public static final String TOKEN = "12345";
    public static final String OLD_TOKEN = "the one before";
    public static final String PUBLIC_URL = "https://public.example/hooks/whatsapp";
    public static final String APP_SECRET = "app-secret";
    public static final String VERIFY_TOKEN = "verify-me";
    public static final String API_TOKEN = "api-token-of-the-tests";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "TWILIO_AUTH_TOKEN", TOKEN + ", " + OLD_TOKEN,
                "TWILIO_WEBHOOK_URL", PUBLIC_URL,
                "WHATSAPP_APP_SECRET", APP_SECRET,
                "VERIFY_TOKEN", VERIFY_TOKEN,
                "SWITCHBOARD_API_TOKEN", API_TOKEN);
    }
}
