package dev.switchboard.outbound.testing;

import dev.switchboard.localstack.simulator.Simulator;
import dev.switchboard.localstack.simulator.SimulatorOptions;
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
                Map.entry("twilio.account-sid", options.twilio().sid()),
                Map.entry("twilio.auth-token", options.twilio().authToken()),
                Map.entry("twilio.base-url", simulator.url().toString()),
                Map.entry("twilio.webhook-url", "http://127.0.0.1:9/whatsapp"),
                Map.entry("whatsapp.access-token", options.meta().accessToken()),
                Map.entry("whatsapp.graph-base-url", simulator.url().toString()),
                Map.entry("max.sms.chars", "200"),
                Map.entry("delivery.reconcile-timeout", "PT1.5S"),
                Map.entry("delivery.reconcile-interval", "PT0.1S"),
                Map.entry("delivery.reconcile-list-interval", "PT0.3S"),
                Map.entry("delivery.throttle-delay", "PT0.1S"),
                Map.entry("delivery.retry-initial-backoff", "PT0.1S"),
                Map.entry("delivery.timeout", DELIVERY_TIMEOUT.toString()),
                Map.entry("delivery.max-in-flight", "30"),
                Map.entry("delivery.max-in-flight-per-number", "12"),
                Map.entry("delivery.misconfigured-number-delay", "PT0.3S"),
                Map.entry("delivery.number-breaker-delay", "PT0.3S"),
                Map.entry("delivery.recipient-initial-backoff", "PT0.2S"));
    }

    @Override
    public void stop() {
        simulator.close();
    }
}
