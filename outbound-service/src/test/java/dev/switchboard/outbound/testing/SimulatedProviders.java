package dev.switchboard.outbound.testing;

import dev.switchboard.simulator.Simulator;
import dev.switchboard.simulator.SimulatorOptions;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.Map;

/**
 * Starts simulated Twilio and Meta on a free port and configures the service to use them; timeouts
 * are short, and Twilio's maximum text is 200 characters, so that short texts have several parts.
 */
public final class SimulatedProviders implements QuarkusTestResourceLifecycleManager {
    /** Longer than any other test's outage. */
    public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);

    private Simulator simulator;

    @Override
    public Map<String, String> start() {
        var options = SimulatorOptions.forTests();
        simulator = Simulator.start(options);
        return Map.ofEntries(
                Map.entry("simulator.url", simulator.url().toString()),
                Map.entry("switchboard.twilio.account-sid", options.twilio().sid()),
                Map.entry("switchboard.twilio.auth-token", options.twilio().authToken()),
                Map.entry("switchboard.twilio.base-url", simulator.url().toString()),
                Map.entry("switchboard.twilio.webhook-url", "http://127.0.0.1:9/whatsapp"),
                Map.entry("switchboard.whatsapp.access-token", options.meta().accessToken()),
                Map.entry("switchboard.whatsapp.graph-base-url", simulator.url().toString()),
                Map.entry("MAX_SMS_CHARS", "200"),
                Map.entry("switchboard.delivery.reconcile-timeout", "PT1.5S"),
                Map.entry("switchboard.delivery.reconcile-interval", "PT0.1S"),
                Map.entry("switchboard.delivery.reconcile-list-interval", "PT0.3S"),
                Map.entry("switchboard.delivery.throttle-delay", "PT0.1S"),
                Map.entry("switchboard.delivery.retry-initial-backoff", "PT0.1S"),
                Map.entry("switchboard.delivery.timeout", DELIVERY_TIMEOUT.toString()),
                Map.entry("switchboard.delivery.max-in-flight", "30"),
                Map.entry("switchboard.delivery.max-in-flight-per-number", "12"),
                Map.entry("switchboard.delivery.misconfigured-number-delay", "PT0.3S"),
                Map.entry("switchboard.delivery.number-breaker-delay", "PT0.3S"),
                Map.entry("switchboard.delivery.recipient-initial-backoff", "PT0.2S"));
    }

    @Override
    public void stop() {
        simulator.close();
    }
}
