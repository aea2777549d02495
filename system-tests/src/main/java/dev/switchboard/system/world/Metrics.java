package dev.switchboard.system.world;

import dev.switchboard.localstack.http.JsonClient;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** Metrics of an instance in Prometheus' text format. */
public record Metrics(String text) {

    static Metrics of(JsonClient instance) {
        return new Metrics(instance.get("/q/metrics").body());
    }

    /**
     * Sum over all series of the metric.
     *
     * @param labels a regular expression to find in their labels
     */
    public long sum(String name, String labels) {
        return (long) values(name, labels).sum();
    }

    /** Maximum over the series of the metric; 0 without any. */
    public long max(String name, String labels) {
        return (long) values(name, labels).max().orElse(0);
    }

    private DoubleStream values(String name, String labels) {
        return Pattern.compile("(?m)^%s\\{[^}]*%s[^}]*} ([0-9.E+-]+)$".formatted(name, labels))
                .matcher(text)
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)));
    }
}
