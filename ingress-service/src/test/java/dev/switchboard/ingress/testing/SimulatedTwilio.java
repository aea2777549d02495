package dev.switchboard.ingress.testing;

import dev.switchboard.simulator.Simulator;
import dev.switchboard.simulator.SimulatorOptions;
import dev.switchboard.simulator.twilio.TwilioAccount;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Simulated Twilio, with settings for frequent catch-up. */
public final class SimulatedTwilio implements QuarkusTestResourceLifecycleManager {
    public static final String NUMBER = "+14155238886";

    /** Address at which nothing listens. */
    public static final String NOWHERE = "http://127.0.0.1:9/whatsapp";

    private static final TwilioAccount ACCOUNT =
            new TwilioAccount("AC" + "1".repeat(32), ConfiguredChannels.TOKEN, NUMBER);

    private final Simulator simulator =
            Simulator.start(SimulatorOptions.forTests().withTwilio(ACCOUNT));

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<String, String>();
        settings.put("simulator.url", simulator.url().toString());
        settings.put("TWILIO_BASE_URL", simulator.url().toString());
        settings.put("TWILIO_ACCOUNT_SID", ACCOUNT.sid());
        settings.put("TWILIO_AUTH_TOKEN", ACCOUNT.authToken());
        settings.put("TWILIO_WHATSAPP_NUMBER", "whatsapp:" + NUMBER);
        settings.put("TWILIO_WEBHOOK_URL", ConfiguredChannels.PUBLIC_URL);
        settings.put("TWILIO_CATCH_UP_INTERVAL", "PT0.2S");
        settings.put("TWILIO_CATCH_UP_MIN_AGE", "PT2S");
        return settings;
    }

    @Override
    public void stop() {
        simulator.close();
    }
}
