package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.traffic.Traffic;
import dev.switchboard.system.traffic.TrafficPlan;
import dev.switchboard.system.world.Waiting;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        var violations = new ArrayList<Violation>();
        var busy = scale.isShort() ? 20 : 60;
        var absence = scale.lasting(Duration.ofSeconds(4), Duration.ofMinutes(10));
        try (var trial = Trial.begin(world, name());
                var growth = Growth.watch(world)) {
            weigh(growth, scale);
            for (var fault : faults(scale)) {
                try (var traffic =
                        Traffic.begin(
                                world,
                                trial.journal(),
                                trial.sends(),
                                plan(busy),
                                name() + fault.name())) {
                    world.simulator().faults(fault.byProvider());
                    Waiting.pass(absence);
                    weigh(growth, scale);
                    traffic.stop();
                    figures.put(fault.name() + ", messages meanwhile", traffic.written());
                }
                world.simulator().faults(Map.of());
                var end = System.nanoTime();
                if (!trial.awaitEnds(absence.multipliedBy(3).plusSeconds(90))) {
                    violations.add(
                            new Violation(
                                    "AllIsAnswered", fault.name(), "not all is answered after it"));
                }
                figures.put(
                        fault.name() + ", all answered after",
                        Freshness.seconds(System.nanoTime() - end));
            }
            weigh(growth, scale);
            growth.stop();
            figures.putAll(growth.figures());
            violations.addAll(growth.violations());
            var ends = new Ends(world, trial, busy * faults(scale).size());
            figures.putAll(ends.figures());
            violations.addAll(ends.violations());
            return trial.verdict(figures, Guarantee.all(), violations);
        }
    }

    /** Seconds of an outage grow no heap. */
    private static void weigh(Growth growth, Scale scale) {
        if (!scale.isShort()) {
            growth.weigh();
        }
    }

    /** Customers who are not answered soon make room for others, so the queue grows. */
    private static TrafficPlan plan(int busy) {
        return TrafficPlan.usual()
                .busy(busy)
                .messages(1, 3)
                .corrections(0)
                .patience(Duration.ofSeconds(10));
    }

    /** What became of parts that did not arrive: an outage is waited for, not given up. */
    private static final class Ends {
        /** One attempt in a few seconds finds out whether the provider is back. */
        private static final double PROBES = 0.05;

        private final Map<String, Long> counts = new TreeMap<>();
        private final double mostUnknown;

        /**
         * @param underWay how many sends may have been under way when a provider went; at Meta
         *     nobody knows what became of them
         */
        private Ends(World world, Trial trial, int underWay) {
            var parts = new OpenParts(world.operator(), trial.begin());
            for (var state : List.of("failed", "suppressed", "unknown")) {
                counts.put(state, parts.in(state, trial.journal()).count());
            }
            mostUnknown = underWay + trial.journal().size() * PROBES;
        }

        Map<String, Object> figures() {
            return Map.of("parts that did not arrive", counts);
        }

        List<Violation> violations() {
            return counts.entrySet().stream()
                    .filter(it -> it.getValue() > mostOf(it.getKey()))
                    .map(it ->
                            new Violation(
                                    "AllIsAnswered",
                                    "everybody",
                                    it.getValue() + " parts became " + it.getKey()))
                    .toList();
        }

        private double mostOf(String state) {
            return state.equals("unknown") ? mostUnknown : 0;
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
}
