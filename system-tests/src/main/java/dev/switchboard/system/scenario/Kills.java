package dev.switchboard.system.scenario;

import dev.switchboard.system.fault.FaultPlan;
import dev.switchboard.system.fault.SeededFaults;
import dev.switchboard.system.traffic.Traffic;
import dev.switchboard.system.traffic.TrafficPlan;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every instance of every service is killed and paused at random, under load on both channels. */
public final class Kills implements Scenario {
    /** Length of more than one part at Twilio, one at Meta. */
    private static final int REPLY_LENGTH = 2_000;

    /** Longer than the quiet period, so that corrections find the model at work. */
    private static final Duration MODEL_LATENCY = Duration.ofSeconds(3);

    private static final Duration SHORT_MODEL_LATENCY = Duration.ofMillis(300);

    /** Short, because a wait for a part of unknown outcome at Meta is in vain. */
    private static final Duration SHORT_ANSWER_TIMEOUT = Duration.ofSeconds(25);

    private static final Duration MAX_RUN = Duration.ofMinutes(90);
    private static final Duration SHORT_RUN = Duration.ofSeconds(45);

    /**
     * Unknown outcomes take half a minute to be given up; a consumer's successor takes 45 s to
     * begin.
     */
    private static final Duration DRAIN_TIMEOUT = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public Duration fullDuration() {
        return Duration.ofMinutes(40);
    }

    @Override
    public Report run(World world, Scale scale) {
        try (var run = ScenarioRun.begin(world, name());
                var traffic =
                        Traffic.begin(world, run.journal(), run.sends(), plan(scale), name());
                var faults = SeededFaults.begin(world, faultPlan(world, scale), name())) {
            world.simulator()
                    .model(
                            Map.of(
                                    "echo",
                                    Map.of("length", REPLY_LENGTH),
                                    "latency",
                                    scale.isShort() ? SHORT_MODEL_LATENCY : MODEL_LATENCY));
            awaitGoals(traffic, faults, scale);
            faults.stop();
            traffic.stop();
            var drained = run.awaitEnds(DRAIN_TIMEOUT);
            var figures = new LinkedHashMap<String, Object>();
            figures.put("kills", faults.kills());
            figures.put("pauses", faults.pauses());
            figures.put("all answered in the end", drained);
            var open = new OpenParts(world.operator(), run.begin());
            figures.put(
                    "parts left between states",
                    open.awaitNone(run.journal(), DRAIN_TIMEOUT).size());
            figures.putAll(Recovery.figures(faults.faults()));
            return run.report(figures, Recovery.violations(faults.faults()));
        }
    }

    private static TrafficPlan plan(Scale scale) {
        var plan = TrafficPlan.defaults().messages(6, 10).burstsEach(5);
        return scale.isShort() ? plan.busy(12).answerTimeout(SHORT_ANSWER_TIMEOUT) : plan.busy(80);
    }

    private static FaultPlan faultPlan(World world, Scale scale) {
        return scale.isShort()
                ? new FaultPlan(
                        world.serviceInstances(), 0.7, Duration.ofSeconds(1), Duration.ofSeconds(2))
                : new FaultPlan(
                        world.serviceInstances(),
                        0.75,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(8));
    }

    private static void awaitGoals(Traffic traffic, SeededFaults faults, Scale scale) {
        var deadline = Instant.now().plus(scale.lasting(SHORT_RUN, MAX_RUN));
        traffic.awaitWritten(scale.count(200, 100_000), Duration.between(Instant.now(), deadline));
        while (faults.kills() < scale.count(2, 100) && Instant.now().isBefore(deadline)) {
            traffic.awaitWritten(Long.MAX_VALUE, Duration.ofMillis(100));
        }
    }
}
