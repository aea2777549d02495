package dev.switchboard.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Figures of this run beside those of an earlier one, by its output. */
record RunComparison(Map<String, Double> before, Map<String, Double> now) {
    private static final Pattern LINE =
            Pattern.compile(Pattern.quote(Figures.PREFIX) + "([A-Za-z0-9._-]+)=(-?[0-9.]+)");

    RunComparison {
        before = Map.copyOf(before);
        now = Map.copyOf(now);
    }

    /** The figures in a run's output; all other lines are ignored. */
    static Map<String, Double> read(Path output) {
        try {
            return figures(Files.readAllLines(output));
        } catch (IOException e) {
            throw new MeasurementException("the run to compare with cannot be read", e);
        }
    }

    static Map<String, Double> figures(List<String> lines) {
        var figures = new TreeMap<String, Double>();
        for (var line : lines) {
            var found = LINE.matcher(line.strip());
            if (found.matches()) {
                figures.put(found.group(1), Double.parseDouble(found.group(2)));
            }
        }
        return figures;
    }

    /** A line for each figure that both runs have: then, now, and now divided by then. */
    List<String> lines() {
        return new TreeMap<>(now)
                .entrySet().stream()
                        .filter(figure -> before.containsKey(figure.getKey()))
                        .map(figure -> line(figure.getKey(), figure.getValue()))
                        .toList();
    }

    private String line(String name, double value) {
        var then = before.getOrDefault(name, 0.0);
        return "  %-58s %12s %12s %8s"
                .formatted(
                        name,
                        Figures.number(then),
                        Figures.number(value),
                        then == 0 ? "-" : "×" + Figures.number(value / then));
    }
}
