package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.traffic.Traffic;
import dev.switchboard.system.traffic.TrafficPlan;
import dev.switchboard.system.world.Waiting;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The providers, then the model, refuse and then do not answer, while customers go on writing. What
 * waits must not grow without bound, and all is answered afterwards, in order. In the short form
 * they only refuse.
 */
public final class Outage implements Scenario {
    private static final Map<String, Object> REFUSES = Map.of("status", 503);

    /** Longer than anybody waits for an answer. */
    private static final Map<String, Object> HANGS = Map.of("latency", "PT2M");

    @Override
    public String name() {
        return "outage";
    }

    @Override
    public Duration toTheBar() {
        return Duration.ofMinutes(55);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        var absence = scale.lasting(Duration.ofSeconds(4), Duration.ofMinutes(10));
        try (var trial = Trial.begin(world, name());
                var growth = Growth.watch(world)) {
            for (var fault : faults(scale)) {
                endure(world, trial, fault, absence, figures);
            }
            growth.stop();
            figures.putAll(growth.figures());
            return trial.verdict(figures, Guarantee.all(), growth.violations());
        }
    }

    private record Fault(String name, Map<String, Map<String, Object>> byProvider) {}

    private static List<Fault> faults(Scale scale) {
        var refusals =
                List.of(
                        new Fault("providers refuse", Map.of("twilio", REFUSES, "meta", REFUSES)),
                        new Fault("model refuses", Map.of("model", REFUSES)));
        var silences =
                List.of(
                        new Fault("providers hang", Map.of("twilio", HANGS, "meta", HANGS)),
                        new Fault("model hangs", Map.of("model", HANGS)));
        return scale.isShort()
                ? refusals
                : Stream.concat(refusals.stream(), silences.stream()).toList();
    }

    /** Customers who are not answered soon make room for others, so the queue grows. */
    private void endure(
            World world, Trial trial, Fault fault, Duration absence, Map<String, Object> figures) {
        var plan =
                TrafficPlan.usual()
                        .busy(20)
                        .messages(1, 3)
                        .corrections(0)
                        .patience(Duration.ofSeconds(10));
        try (var traffic =
                Traffic.begin(world, trial.journal(), trial.sends(), plan, name() + fault.name())) {
            world.simulator().faults(fault.byProvider());
            Waiting.pass(absence);
            traffic.stop();
            figures.put(fault.name() + ", messages meanwhile", traffic.written());
            world.simulator().faults(Map.of());
            var end = System.nanoTime();
            var all = trial.awaitEnds(absence.multipliedBy(3).plusSeconds(90));
            figures.put(
                    fault.name() + ", all answered after",
                    all ? Freshness.seconds(System.nanoTime() - end) : "not all");
        }
    }
}
