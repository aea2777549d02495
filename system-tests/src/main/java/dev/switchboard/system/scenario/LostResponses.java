package dev.switchboard.system.scenario;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.localstack.supervisor.SupervisedProgram;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.traffic.SimulatedCustomer;
import dev.switchboard.system.world.CustomerPhone;
import dev.switchboard.system.world.Pause;
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

/**
 * One round of customers on both channels whose replies are accepted without outbound learning of
 * it.
 */
final class LostResponses {
    /** Length of two parts at Twilio, one at Meta. */
    private static final int ANSWER_LENGTH = 2_500;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration RESTART_TIMEOUT = Duration.ofSeconds(90);

    /** Long enough for the round's sends to be open all at once. */
    private static final Duration RESPONSE_LATENCY = Duration.ofMillis(1_500);

    private static final double DROPPED_SHARE = 0.6;

    /** Pauses within PostgreSQL's bound on a paused owner of a fence lock, and beyond it. */
    private static final Duration MIN_PAUSE = Duration.ofSeconds(2);

    private static final Duration MAX_PAUSE = Duration.ofSeconds(8);

    /** Longer than Kafka waits for a group member: the other instance takes its work over. */
    private static final Duration REPLACING_PAUSE = Duration.ofSeconds(11);

    private final World world;
    private final ScenarioRun run;
    private final Random random;
    private final List<SupervisedProgram> outbound;
    private final List<SimulatedCustomer> customers = new ArrayList<>();

    /** Ways to lose responses. */
    enum Way {
        /** Kills every instance while sends are open. */
        KILLED,
        /** Ends the connections without a response. */
        DROPPED,
        /** Pauses every instance until the responses have been sent. */
        PAUSED,
        /** Pauses one instance for so long that the other finds its open sends. */
        REPLACED
    }

    /**
     * Record of one round.
     *
     * @param promised the customers' messages that the product has accepted
     * @param from the time at which responses began to be lost, by the simulator's clock, roughly
     * @param until the end of that time
     */
    record Round(
            Way way,
            boolean statuses,
            List<Journal.Message> promised,
            Instant from,
            Instant until,
            Duration outage) {
        Set<String> phones() {
            return promised.stream().map(it -> it.customer().number()).collect(Collectors.toSet());
        }

        /**
         * Returns true if the provider accepted this send and outbound did not learn of it at that
         * time.
         */
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
     * @param each the number of customers on each channel
     */
    LostResponses(World world, ScenarioRun run, Random random, int each) {
        this.world = world;
        this.run = run;
        this.random = random;
        outbound = world.instancesOf("outbound").stream().map(world.stack()::program).toList();
        for (var n = 0; n < each; n++) {
            for (var channel : Channel.all()) {
                customers.add(
                        new SimulatedCustomer(world, run.journal(), world.newCustomer(channel)));
            }
        }
    }

    /**
     * Returns once the fault is over; the outcome of the parts shows later.
     *
     * @param statuses whether the providers post statuses in this round
     */
    Round lose(Way way, boolean statuses) {
        world.simulator().modelEchoes(random.nextBoolean() ? ANSWER_LENGTH : 0);
        if (!statuses) {
            world.simulator().callbacks(noStatuses());
        }
        world.simulator().faults(faults(way));
        var written = customers.stream().map(LostResponses::write).toList();
        awaitOpenSends(way);
        var from = world.clock().instant();
        switch (way) {
            case KILLED -> kill();
            case DROPPED -> awaitEverybodySent();
            case PAUSED -> pause(outbound, between(MIN_PAUSE, MAX_PAUSE));
            case REPLACED ->
                    pause(List.of(outbound.get(random.nextInt(outbound.size()))), REPLACING_PAUSE);
        }
        var until = world.clock().instant();
        world.simulator().faults(Map.of());
        outbound.forEach(program -> program.awaitReady(RESTART_TIMEOUT));
        return new Round(
                way,
                statuses,
                written.stream().filter(Journal.Message::promised).toList(),
                from,
                until,
                Duration.between(from, world.clock().instant()));
    }

    private static Journal.Message write(SimulatedCustomer customer) {
        customer.beginBurst();
        return customer.write();
    }

    private static Map<String, Object> noStatuses() {
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
                        : Map.of("latency", RESPONSE_LATENCY.toString());
        return Map.of("twilio", plan, "meta", plan);
    }

    private void awaitOpenSends(Way way) {
        if (way != Way.DROPPED) {
            var enough = customers.size() / 2;
            run.sends()
                    .await(
                            sends ->
                                    sends.stream().filter(it -> isOurs(it) && isOpen(it)).count()
                                            >= enough,
                            TIMEOUT);
        }
    }

    private static boolean isOpen(Send send) {
        return send.answeredAt() == null;
    }

    private boolean isOurs(Send send) {
        return customers.stream()
                .map(SimulatedCustomer::phone)
                .map(CustomerPhone::number)
                .anyMatch(send.to()::equals);
    }

    private void kill() {
        var pids = outbound.stream().map(program -> program.pid().orElseThrow()).toList();
        outbound.forEach(SupervisedProgram::kill);
        world.simulator().faults(Map.of());
        for (var n = 0; n < outbound.size(); n++) {
            outbound.get(n).awaitRestart(pids.get(n), RESTART_TIMEOUT);
        }
    }

    private void awaitEverybodySent() {
        var phones =
                customers.stream()
                        .map(SimulatedCustomer::phone)
                        .map(CustomerPhone::number)
                        .collect(Collectors.toSet());
        run.sends()
                .await(
                        sends ->
                                sends.stream()
                                        .map(Send::to)
                                        .collect(Collectors.toSet())
                                        .containsAll(phones),
                        TIMEOUT);
    }

    private void pause(List<SupervisedProgram> programs, Duration time) {
        programs.forEach(SupervisedProgram::pause);
        try {
            Pause.sleep(time);
        } finally {
            programs.forEach(SupervisedProgram::resume);
        }
    }

    private Duration between(Duration min, Duration max) {
        return Duration.ofMillis(random.nextLong(min.toMillis(), max.toMillis() + 1));
    }
}
