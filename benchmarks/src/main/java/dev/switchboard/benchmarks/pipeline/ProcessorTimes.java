package dev.switchboard.benchmarks.pipeline;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Processor time in seconds by program, used until a moment or between two. */
record ProcessorTimes(Map<String, Double> seconds) {

    ProcessorTimes {
        seconds = Map.copyOf(seconds);
    }

    /** A program that was restarted in between, or is known at one moment only, is left out. */
    ProcessorTimes since(ProcessorTimes before) {
        var used = new LinkedHashMap<String, Double>();
        seconds.forEach((program, now) -> {
            var then = before.seconds.get(program);
            if (then != null && now >= then) {
                used.put(program, now - then);
            }
        });
        return new ProcessorTimes(used);
    }

    double of(Collection<String> programs) {
        return programs.stream().mapToDouble(program -> seconds.getOrDefault(program, 0.0)).sum();
    }

    boolean covers(Collection<String> programs) {
        return seconds.keySet().containsAll(programs);
    }
}
