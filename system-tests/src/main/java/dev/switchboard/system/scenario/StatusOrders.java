package dev.switchboard.system.scenario;

import dev.switchboard.model.identity.Channel;
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
 * What the provider tells about a message comes in every order, several times, before the send was
 * answered, and about messages that nobody sent: the message ends where the same statuses in their
 * usual order would have brought it.
 */
public final class StatusOrders implements Scenario {
    private static final int AT_ONCE = 30;
    private static final List<String> GOOD = List.of("sent", "delivered", "read");
    private static final List<String> BAD = List.of("sent", "delivered", "read", "failed");

    /** Long enough for statuses to come before the send is answered. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Longer than the last statuses are under way. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "statuses";
    }

    @Override
    public Duration toTheBar() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        try (var trial = Trial.begin(world, name());
                var poster = new WebhookPoster()) {
            providersAreSlowAndTellNothing(world);
            var followed = followed(world, trial, poster, scale);
            var early = new AtomicInteger();
            Crowd.forEach(followed, AT_ONCE, one -> early.addAndGet(one.sendAndTell()));
            var violations = new ConcurrentLinkedQueue<Violation>();
            Crowd.forEach(followed, AT_ONCE, one -> one.awaitEnd(PATIENCE));
            Silence.of(QUIET, () -> trial.sends().size(), PATIENCE);
            Crowd.forEach(followed, AT_ONCE, one -> violations.addAll(one.violations()));
            figures.put("orders of statuses", followed.size());
            figures.put("statuses before the send's answer", early.get());
            return trial.verdict(figures, Guarantee.all(), List.copyOf(violations));
        }
    }

    private static void providersAreSlowAndTellNothing(World world) {
        var never = new HashMap<String, Object>();
        BAD.forEach(status -> never.put(status, null));
        world.simulator().callbacks(never);
        var slow = Map.of("latency", SLOW.toString());
        world.simulator().faults(Map.of("twilio", slow, "meta", slow));
    }

    /** A customer for each order and channel: all orders, or in the short form some. */
    private List<FollowedReply> followed(
            World world, Trial trial, WebhookPoster poster, Scale scale) {
        var random = world.random(name());
        var followed = new ArrayList<FollowedReply>();
        for (var channel : Channel.values()) {
            for (var all : List.of(orders(GOOD), orders(BAD))) {
                var shuffled = new ArrayList<>(all);
                Collections.shuffle(shuffled, random);
                var wanted = scale.isShort() ? 5 : shuffled.size();
                for (var order : shuffled.subList(0, Math.min(wanted, shuffled.size()))) {
                    followed.add(
                            new FollowedReply(
                                    world,
                                    trial,
                                    poster,
                                    world.newCustomer(channel),
                                    order,
                                    world.random(name() + followed.size())));
                }
            }
        }
        return followed;
    }

    /** All permutations. */
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
