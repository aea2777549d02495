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
    /** More than one part at Twilio, one at Meta. */
    private static final int REPLY_LENGTH = 2_000;

    /** Longer than the quiet window, so that corrections find the model at work. */
    private static final Duration THINKS = Duration.ofSeconds(3);

    private static final Duration SHORT_THINKS = Duration.ofMillis(300);

    /** Who waits for a part of unknown outcome at Meta waits in vain. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(25);

    private static final Duration LONGEST_RUN = Duration.ofMinutes(90);
    private static final Duration SHORT_RUN = Duration.ofSeconds(45);

    /** Unknown outcomes take half a minute to be parked; a consumer's successor 45 s to begin. */
    private static final Duration DRAIN = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public Duration toTheBar() {
        return Duration.ofMinutes(40);
    }

    @Override
    public Report run(World world, Scale scale) {
        try (var trial = Trial.begin(world, name());
                var traffic =
                        Traffic.begin(world, trial.journal(), trial.sends(), plan(scale), name());
                var faults = SeededFaults.begin(world, faultPlan(world, scale), name())) {
            world.simulator()
                    .model(
                            Map.of(
                                    "echo",
                                    Map.of("length", REPLY_LENGTH),
                                    "latency",
                                    scale.isShort() ? SHORT_THINKS : THINKS));
            goOn(traffic, faults, scale);
            faults.stop();
            traffic.stop();
            var drained = trial.awaitEnds(DRAIN);
            var figures = new LinkedHashMap<String, Object>();
            figures.put("kills", faults.kills());
            figures.put("pauses", faults.pauses());
            figures.put("all answered in the end", drained);
            var open = new OpenParts(world.operator(), trial.begin());
            figures.put("parts left between states", open.awaitNone(trial.journal(), DRAIN).size());
            figures.putAll(Recovery.figures(faults.faults()));
            return trial.verdict(figures, Recovery.violations(faults.faults()));
        }
    }

    private static TrafficPlan plan(Scale scale) {
        var usual = TrafficPlan.usual().messages(6, 10).burstsEach(5);
        return scale.isShort() ? usual.busy(12).patience(SHORT_PATIENCE) : usual.busy(80);
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

    private static void goOn(Traffic traffic, SeededFaults faults, Scale scale) {
        var deadline = Instant.now().plus(scale.lasting(SHORT_RUN, LONGEST_RUN));
        traffic.awaitWritten(scale.count(200, 100_000), Duration.between(Instant.now(), deadline));
        while (faults.kills() < scale.count(2, 100) && Instant.now().isBefore(deadline)) {
            traffic.awaitWritten(Long.MAX_VALUE, Duration.ofMillis(100));
        }
    }
}
