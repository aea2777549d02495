package dev.switchboard.system.scenario;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.webhook.WebhookPoster;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The provider's statuses of a message come in every order, several times, before the send was
 * answered, and for messages that nobody sent: the message ends in the state that the usual order
 * would have led to.
 */
public final class StatusOrders implements Scenario {
    private static final int MAX_CONCURRENT = 30;
    private static final List<String> DELIVERED_ORDER = List.of("sent", "delivered", "read");
    private static final List<String> FAILED_ORDER = List.of("sent", "delivered", "read", "failed");

    /** Long enough for statuses to come before the send is answered. */
    private static final Duration SEND_LATENCY = Duration.ofSeconds(2);

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Longer than the last statuses are in flight. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "statuses";
    }

    @Override
    public Duration fullDuration() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        try (var run = ScenarioRun.begin(world, name());
                var poster = new WebhookPoster()) {
            slowDownProvidersWithoutStatuses(world);
            var followed = followed(world, run, poster, scale);
            var early = new AtomicInteger();
            Concurrently.forEach(
                    followed, MAX_CONCURRENT, one -> early.addAndGet(one.sendAndPostStatuses()));
            var violations = new ConcurrentLinkedQueue<Violation>();
            Concurrently.forEach(followed, MAX_CONCURRENT, one -> one.awaitEnd(TIMEOUT));
            Quiescence.await(SILENCE, () -> run.sends().size(), TIMEOUT);
            Concurrently.forEach(
                    followed, MAX_CONCURRENT, one -> violations.addAll(one.violations()));
            figures.put("orders of statuses", followed.size());
            figures.put("statuses before the send's answer", early.get());
            return run.report(figures, Guarantee.all(), List.copyOf(violations));
        }
    }

    private static void slowDownProvidersWithoutStatuses(World world) {
        var never = new HashMap<String, Object>();
        FAILED_ORDER.forEach(status -> never.put(status, null));
        world.simulator().callbacks(never);
        var slow = Map.of("latency", SEND_LATENCY.toString());
        world.simulator().faults(Map.of("twilio", slow, "meta", slow));
    }

    /** One customer for each order and channel: all orders, or some in the short form. */
    private List<FollowedReply> followed(
            World world, ScenarioRun run, WebhookPoster poster, Scale scale) {
        var random = world.random(name());
        var followed = new ArrayList<FollowedReply>();
        for (var channel : Channel.all()) {
            for (var all : List.of(orders(DELIVERED_ORDER), orders(FAILED_ORDER))) {
                var shuffled = new ArrayList<>(all);
                Collections.shuffle(shuffled, random);
                var wanted = scale.isShort() ? 5 : shuffled.size();
                for (var order : shuffled.subList(0, Math.min(wanted, shuffled.size()))) {
                    followed.add(
                            new FollowedReply(
                                    world,
                                    run,
                                    poster,
                                    world.newCustomer(channel),
                                    order,
                                    world.random(name() + followed.size())));
                }
            }
        }
        return followed;
    }

    /** Permutations of the statuses. */
    private static List<List<String>> orders(List<String> statuses) {
        if (statuses.isEmpty()) {
            return List.of(List.of());
        }
        var orders = new ArrayList<List<String>>();
        for (var first : statuses) {
            var others = statuses.stream().filter(status -> !status.equals(first)).toList();
            for (var rest : orders(others)) {
                var order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(List.copyOf(order));
            }
        }
        return orders;
    }
}
