package dev.switchboard.ingress.webhook;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts webhooks by route and outcome, and measures the handling time. */
@ApplicationScoped
public class WebhookMetrics {
    private final Map<CounterKey, Counter> webhooks = new HashMap<>();
    private final Map<WebhookRoute, Timer> handling = new EnumMap<>(WebhookRoute.class);
    private final Map<WebhookRoute, Counter> ignored = new EnumMap<>(WebhookRoute.class);
    private final Map<WebhookRoute, Counter> malformed = new EnumMap<>(WebhookRoute.class);
    private final MeterRegistry registry;

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (var route : WebhookRoute.values()) {
            for (var outcome : WebhookOutcome.values()) {
                webhooks.put(new CounterKey(route, outcome), counter(route, outcome));
            }
            handling.put(route, timer(route));
            ignored.put(route, items("ignored", "Items that need no action", route));
            malformed.put(route, items("malformed", "Items that could not be parsed", route));
        }
    }

    private record CounterKey(WebhookRoute route, WebhookOutcome outcome) {}

    private Counter counter(WebhookRoute route, WebhookOutcome outcome) {
        return Counter.builder("switchboard.webhooks")
                .description("Webhooks answered")
                .tag("route", route.label())
                .tag("outcome", outcome.label())
                .register(registry);
    }

    private Counter items(String suffix, String description, WebhookRoute route) {
        return Counter.builder("switchboard.webhook.items." + suffix)
                .description(description)
                .tag("route", route.label())
                .register(registry);
    }

    private Timer timer(WebhookRoute route) {
        return Timer.builder("switchboard.webhook.handling")
                .description("Time from a webhook's head to its response")
                .tag("route", route.label())
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    void answered(WebhookRoute route, WebhookOutcome outcome, Duration took) {
        requireNonNull(webhooks.get(new CounterKey(route, outcome))).increment();
        requireNonNull(handling.get(route)).record(took);
    }

    void ignored(WebhookRoute route, int items) {
        requireNonNull(ignored.get(route)).increment(items);
    }

    void malformed(WebhookRoute route, int items) {
        requireNonNull(malformed.get(route)).increment(items);
    }
}
