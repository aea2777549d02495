package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.traffic.Traffic;
import dev.switchboard.system.traffic.TrafficPlan;
import dev.switchboard.system.world.Pause;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The providers, then the model, refuse requests and then hang, while customers go on writing. What
 * waits must not grow without bound, and all is answered afterwards, in order. In the short form
 * they only refuse.
 */
public final class Outage implements Scenario {
    private static final Map<String, Object> REFUSES = Map.of("status", 503);

    /** Longer than any timeout. */
    private static final Map<String, Object> HANGS = Map.of("latency", "PT2M");

    @Override
    public String name() {
        return "outage";
    }

    @Override
    public Duration fullDuration() {
        return Duration.ofMinutes(55);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        var violations = new ArrayList<Violation>();
        var busy = scale.isShort() ? 20 : 60;
        var absence = scale.lasting(Duration.ofSeconds(4), Duration.ofMinutes(10));
        try (var run = ScenarioRun.begin(world, name());
                var growth = ResourceWatch.watch(world)) {
            measureHeaps(growth, scale);
            for (var fault : faults(scale)) {
                try (var traffic =
                        Traffic.begin(
                                world,
                                run.journal(),
                                run.sends(),
                                plan(busy),
                                name() + fault.name())) {
                    world.simulator().faults(fault.byProvider());
                    Pause.sleep(absence);
                    measureHeaps(growth, scale);
                    traffic.stop();
                    figures.put(fault.name() + ", messages meanwhile", traffic.written());
                }
                world.simulator().faults(Map.of());
                var end = System.nanoTime();
                if (!run.awaitEnds(absence.multipliedBy(3).plusSeconds(90))) {
                    violations.add(
                            new Violation(
                                    "AllIsAnswered", fault.name(), "not all is answered after it"));
                }
                figures.put(
                        fault.name() + ", all answered after",
                        FirstAnswerTime.seconds(System.nanoTime() - end));
            }
            measureHeaps(growth, scale);
            growth.stop();
            figures.putAll(growth.figures());
            violations.addAll(growth.violations());
            var outcomes = new PartOutcomes(world, run, busy * faults(scale).size());
            figures.putAll(outcomes.figures());
            violations.addAll(outcomes.violations());
            return run.report(figures, Guarantee.all(), violations);
        }
    }

    /** Only in the long form: an outage of seconds grows no heap. */
    private static void measureHeaps(ResourceWatch growth, Scale scale) {
        if (!scale.isShort()) {
            growth.measureHeaps();
        }
    }

    /**
     * Short timeout, so that customers without an answer make room for others and the queue grows.
     */
    private static TrafficPlan plan(int busy) {
        return TrafficPlan.defaults()
                .busy(busy)
                .messages(1, 3)
                .corrections(0)
                .answerTimeout(Duration.ofSeconds(10));
    }

    /** Outcomes of parts that did not arrive: an outage is waited for, not given up. */
    private static final class PartOutcomes {
        /** Share of sends that probe every few seconds whether the provider is back. */
        private static final double PROBE_SHARE = 0.05;

        private final Map<String, Long> counts = new TreeMap<>();
        private final double maxUnknown;

        /**
         * @param inFlight the maximum number of sends in flight when a provider failed; at Meta
         *     their outcome stays unknown
         */
        private PartOutcomes(World world, ScenarioRun run, int inFlight) {
            var parts = new OpenParts(world.operator(), run.begin());
            for (var state : List.of("failed", "suppressed", "unknown")) {
                counts.put(state, parts.in(state, run.journal()).count());
            }
            maxUnknown = inFlight + run.journal().size() * PROBE_SHARE;
        }

        Map<String, Object> figures() {
            return Map.of("parts that did not arrive", counts);
        }

        List<Violation> violations() {
            return counts.entrySet().stream()
                    .filter(it -> it.getValue() > maxOf(it.getKey()))
                    .map(it ->
                            new Violation(
                                    "AllIsAnswered",
                                    "everybody",
                                    it.getValue() + " parts became " + it.getKey()))
                    .toList();
        }

        private double maxOf(String state) {
            return state.equals("unknown") ? maxUnknown : 0;
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
