package dev.switchboard.system.scenario;

import dev.switchboard.localstack.supervisor.StackPart;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.traffic.Customer;
import dev.switchboard.system.world.CustomerLine;
import dev.switchboard.system.world.Waiting;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A round of customers on both channels whose replies are accepted, which outbound is not told. */
final class LostAnswers {
    /** Two parts at Twilio, one at Meta. */
    private static final int LENGTH = 2_500;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETURN_PATIENCE = Duration.ofSeconds(90);

    /** Long enough for the round's sends to be open all at once. */
    private static final Duration ANSWERED_AFTER = Duration.ofMillis(1_500);

    private static final double DROPPED_SHARE = 0.6;

    /** Within PostgreSQL's bound on a paused holder of the fence, and beyond it. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    /** Longer than Kafka waits for a member of a group: the other instance takes the work over. */
    private static final Duration REPLACED_AFTER = Duration.ofSeconds(11);

    private final World world;
    private final Trial trial;
    private final Random random;
    private final List<StackPart> outbound;
    private final List<Customer> customers = new ArrayList<>();

    /** How the answers are lost. */
    enum Way {
        /** Every instance is killed while sends are open. */
        KILLED,
        /** The connections end unanswered. */
        DROPPED,
        /** Every instance is paused until the answers are there. */
        PAUSED,
        /** One instance is paused for so long that the other finds its open sends. */
        REPLACED
    }

    /**
     * What was done.
     *
     * @param promised the customers' messages that the product has taken
     * @param from when answers began to be lost, by the simulator's clock, roughly
     * @param until when that ended
     */
    record Round(
            Way way,
            boolean statuses,
            List<Journal.Message> promised,
            Instant from,
            Instant until,
            Duration outage) {
        Set<String> phones() {
            return promised.stream().map(it -> it.customer().phone()).collect(Collectors.toSet());
        }

        /** Whether the provider accepted this send and outbound was not told at that time. */
        boolean lost(Send send) {
            return switch (send.outcome()) {
                case "dropped-after-accept", "client-gone-after-accept" -> true;
                case "accepted" -> way == Way.PAUSED && wasAnswered(send);
                default -> false;
            };
        }

        private boolean wasAnswered(Send send) {
            var answered = send.answeredAt();
            return answered != null && answered.isAfter(from) && answered.isBefore(until);
        }
    }

    /**
     * @param each how many customers write on each channel
     */
    LostAnswers(World world, Trial trial, Random random, int each) {
        this.world = world;
        this.trial = trial;
        this.random = random;
        outbound = world.instancesOf("outbound").stream().map(world.stack()::part).toList();
        for (var n = 0; n < each; n++) {
            for (var channel : Channel.values()) {
                customers.add(new Customer(world, trial.journal(), world.newCustomer(channel)));
            }
        }
    }

    /**
     * Returns once the fault is over; what became of the parts shows later.
     *
     * @param statuses whether the providers post statuses in this round
     */
    Round lose(Way way, boolean statuses) {
        world.simulator().modelEchoes(random.nextBoolean() ? LENGTH : 0);
        if (!statuses) {
            world.simulator().callbacks(silence());
        }
        world.simulator().faults(faults(way));
        var written = customers.stream().map(LostAnswers::write).toList();
        awaitOpenSends(way);
        var from = world.clock().instant();
        switch (way) {
            case KILLED -> kill();
            case DROPPED -> awaitEverybodySent();
            case PAUSED -> pause(outbound, between(SHORTEST_PAUSE, LONGEST_PAUSE));
            case REPLACED ->
                    pause(List.of(outbound.get(random.nextInt(outbound.size()))), REPLACED_AFTER);
        }
        var until = world.clock().instant();
        world.simulator().faults(Map.of());
        outbound.forEach(part -> part.awaitReady(RETURN_PATIENCE));
        return new Round(
                way,
                statuses,
                written.stream().filter(Journal.Message::promised).toList(),
                from,
                until,
                Duration.between(from, world.clock().instant()));
    }

    private static Journal.Message write(Customer customer) {
        customer.beginBurst();
        return customer.write();
    }

    private static Map<String, Object> silence() {
        var never = new HashMap<String, Object>();
        never.put("sent", null);
        never.put("delivered", null);
        never.put("read", null);
        return never;
    }

    private Map<String, Object> faults(Way way) {
        Map<String, Object> plan =
                way == Way.DROPPED
                        ? Map.of("dropAfterAccept", DROPPED_SHARE, "seed", random.nextInt())
                        : Map.of("latency", ANSWERED_AFTER.toString());
        return Map.of("twilio", plan, "meta", plan);
    }

    private void awaitOpenSends(Way way) {
        if (way != Way.DROPPED) {
            var enough = customers.size() / 2;
            trial.sends()
                    .await(
                            sends ->
                                    sends.stream().filter(it -> isOurs(it) && isOpen(it)).count()
                                            >= enough,
                            PATIENCE);
        }
    }

    private static boolean isOpen(Send send) {
        return send.answeredAt() == null;
    }

    private boolean isOurs(Send send) {
        return customers.stream()
                .map(Customer::line)
                .map(CustomerLine::phone)
                .anyMatch(send.to()::equals);
    }

    private void kill() {
        var pids = outbound.stream().map(part -> part.pid().orElseThrow()).toList();
        outbound.forEach(StackPart::kill);
        world.simulator().faults(Map.of());
        for (var n = 0; n < outbound.size(); n++) {
            outbound.get(n).awaitReturn(pids.get(n), RETURN_PATIENCE);
        }
    }

    private void awaitEverybodySent() {
        var phones =
                customers.stream()
                        .map(Customer::line)
                        .map(CustomerLine::phone)
                        .collect(Collectors.toSet());
        trial.sends()
                .await(
                        sends ->
                                sends.stream()
                                        .map(Send::to)
                                        .collect(Collectors.toSet())
                                        .containsAll(phones),
                        PATIENCE);
    }

    private void pause(List<StackPart> parts, Duration time) {
        parts.forEach(StackPart::pause);
        try {
            Waiting.pass(time);
        } finally {
            parts.forEach(StackPart::resume);
        }
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }
}
