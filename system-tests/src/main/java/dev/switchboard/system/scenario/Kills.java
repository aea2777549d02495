package dev.switchboard.system.scenario;

import dev.switchboard.system.fault.FaultPlan;
import dev.switchboard.system.fault.SeededFaults;
import dev.switchboard.system.traffic.Traffic;
import dev.switchboard.system.traffic.TrafficPlan;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;

/** Every instance of every service is killed and paused at random, under load on both channels. */
public final class Kills implements Scenario {

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public Report run(World world, Scale scale) {
        var messages = scale.count(150, 100_000);
        var plan = TrafficPlan.usual().messages(6, 10);
        var faults =
                new FaultPlan(
                        world.serviceInstances(),
                        0.6,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(7));
        var figures = new LinkedHashMap<String, Object>();
        try (var trial = Trial.begin(world, name());
                var traffic = Traffic.begin(world, trial.journal(), trial.sends(), plan, name())) {
            try (var seeded = SeededFaults.begin(world, faults, name())) {
                traffic.awaitWritten(
                        messages, scale.lasting(Duration.ofSeconds(10), Duration.ofMinutes(60)));
                seeded.stop();
                figures.put("kills", seeded.kills());
                figures.put("pauses", seeded.pauses());
            }
            traffic.stop();
            traffic.awaitAnswers(Duration.ofSeconds(60));
            return trial.verdict(figures);
        }
    }
}
