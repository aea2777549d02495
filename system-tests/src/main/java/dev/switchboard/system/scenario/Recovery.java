package dev.switchboard.system.scenario;

import dev.switchboard.system.fault.Fault;
import dev.switchboard.system.guarantee.Violation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Recovery times of instances. */
final class Recovery {
    private Recovery() {}

    /** Median and maximum recovery time after kills, by service. */
    static Map<String, Object> figures(List<Fault> faults) {
        var byKind =
                faults.stream()
                        .filter(Fault::killed)
                        .collect(
                                Collectors.groupingBy(
                                        Fault::kind,
                                        TreeMap::new,
                                        Collectors.mapping(Fault::recovery, Collectors.toList())));
        var figures = new TreeMap<String, Object>();
        byKind.forEach((kind, times) ->
                figures.put(
                        kind + " ready again after a kill",
                        "median %s, max %s, of %d"
                                .formatted(
                                        seconds(median(times)),
                                        seconds(Collections.max(times)),
                                        times.size())));
        return figures;
    }

    /** Violations for instances that did not recover. */
    static List<Violation> violations(List<Fault> faults) {
        return faults.stream()
                .filter(fault -> !fault.recovered())
                .map(fault ->
                        new Violation(
                                "Recovery",
                                fault.instance(),
                                "was not ready %s after it was %s"
                                        .formatted(
                                                seconds(fault.recovery()),
                                                fault.killed() ? "killed" : "paused")))
                .toList();
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
