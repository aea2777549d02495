package dev.switchboard.outbound.testing;

import dev.switchboard.localstack.simulator.Simulator;
import dev.switchboard.localstack.simulator.SimulatorOptions;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.Map;

/**
 * Twilio and Meta on a free port, and a service that is configured to use them; waits are short,
 * and Twilio's longest text is 200 characters, so that short texts have several parts.
 */
public final class SimulatedProviders implements QuarkusTestResourceLifecycleManager {
    /** Long enough for any other test's outage. */
    public static final Duration GIVE_UP_AFTER = Duration.ofSeconds(30);

    private Simulator simulator;

    @Override
    public Map<String, String> start() {
        var options = SimulatorOptions.forTests();
        simulator = Simulator.start(options);
        return Map.ofEntries(
                Map.entry("simulator.url", simulator.url().toString()),
                Map.entry("twilio.account-sid", options.twilio().sid()),
                Map.entry("twilio.auth-token", options.twilio().authToken()),
                Map.entry("twilio.base-url", simulator.url().toString()),
                Map.entry("twilio.webhook-url", "http://127.0.0.1:9/whatsapp"),
                Map.entry("whatsapp.access-token", options.meta().accessToken()),
                Map.entry("whatsapp.graph-base-url", simulator.url().toString()),
                Map.entry("max.sms.chars", "200"),
                Map.entry("delivery.settle", "PT1.5S"),
                Map.entry("delivery.evidence-every", "PT0.1S"),
                Map.entry("delivery.list-every", "PT0.3S"),
                Map.entry("delivery.throttle-pause", "PT0.1S"),
                Map.entry("delivery.first-wait", "PT0.1S"),
                Map.entry("delivery.give-up-after", GIVE_UP_AFTER.toString()),
                Map.entry("delivery.most-in-flight", "30"),
                Map.entry("delivery.max-in-flight-per-number", "12"),
                Map.entry("delivery.pause-while-misconfigured", "PT0.3S"),
                Map.entry("delivery.pause-while-suspected", "PT0.3S"),
                Map.entry("delivery.first-recipient-wait", "PT0.2S"));
    }

    @Override
    public void stop() {
        simulator.close();
    }
}
