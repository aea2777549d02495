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

/** Counts webhooks by route and verdict, and how long they took. */
@ApplicationScoped
public class WebhookMetrics {
    private final Map<Outcome, Counter> webhooks = new HashMap<>();
    private final Map<Route, Timer> handling = new EnumMap<>(Route.class);
    private final Map<Route, Counter> ignored = new EnumMap<>(Route.class);
    private final Map<Route, Counter> malformed = new EnumMap<>(Route.class);
    private final MeterRegistry registry;

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (var route : Route.values()) {
            for (var verdict : Verdict.values()) {
                webhooks.put(new Outcome(route, verdict), counter(route, verdict));
            }
            handling.put(route, timer(route));
            ignored.put(route, items("ignored", "Items that nobody is to act on", route));
            malformed.put(route, items("malformed", "Items that could not be read", route));
        }
    }

    private record Outcome(Route route, Verdict verdict) {}

    private Counter counter(Route route, Verdict verdict) {
        return Counter.builder("switchboard.webhooks")
                .description("Webhooks answered")
                .tag("route", route.label())
                .tag("verdict", verdict.label())
                .register(registry);
    }

    private Counter items(String what, String description, Route route) {
        return Counter.builder("switchboard.webhook.items." + what)
                .description(description)
                .tag("route", route.label())
                .register(registry);
    }

    private Timer timer(Route route) {
        return Timer.builder("switchboard.webhook.handling")
                .description("From a webhook's head to its answer")
                .tag("route", route.label())
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    void answered(Route route, Verdict verdict, Duration took) {
        requireNonNull(webhooks.get(new Outcome(route, verdict))).increment();
        requireNonNull(handling.get(route)).record(took);
    }

    void ignored(Route route, int items) {
        requireNonNull(ignored.get(route)).increment(items);
    }

    void malformed(Route route, int items) {
        requireNonNull(malformed.get(route)).increment(items);
    }
}
