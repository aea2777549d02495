package dev.switchboard.ingress.webhook;

import static java.util.Objects.requireNonNull;

import dev.switchboard.channels.webhook.WebhookOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts a route's webhooks by outcome, and measures the handling time. */
final class WebhookMetrics {
    private final Map<WebhookOutcome, Counter> webhooks = new EnumMap<>(WebhookOutcome.class);
    private final Timer handling;
    private final Counter ignored;
    private final Counter malformed;

    WebhookMetrics(String route, MeterRegistry registry) {
        for (var outcome : WebhookOutcome.values()) {
            webhooks.put(
                    outcome,
                    Counter.builder("switchboard.webhooks")
                            .description("Webhooks answered")
                            .tag("route", route)
                            .tag("outcome", outcome.label())
                            .register(registry));
        }
        handling =
                Timer.builder("switchboard.webhook.handling")
                        .description("Time from a webhook's head to its response")
                        .tag("route", route)
                        .publishPercentiles(0.5, 0.99)
                        .register(registry);
        ignored = items("ignored", "Items that need no action", route, registry);
        malformed = items("malformed", "Items that could not be parsed", route, registry);
    }

    private static Counter items(
            String suffix, String description, String route, MeterRegistry registry) {
        return Counter.builder("switchboard.webhook.items." + suffix)
                .description(description)
                .tag("route", route)
                .register(registry);
    }

    void answered(WebhookOutcome outcome, Duration took) {
        requireNonNull(webhooks.get(outcome)).increment();
        handling.record(took);
    }

    void items(int ignoredItems, int malformedItems) {
        ignored.increment(ignoredItems);
        malformed.increment(malformedItems);
    }
}
