package dev.switchboard.benchmarks.pipeline;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Figures of a run, printed at its end: the ratios, then the other groups in the order in which
 * they were measured, then one line {@code pipeline.<name>=<value>} for each figure.
 */
final class Figures {
    static final String PREFIX = "pipeline.";

    private static final String RATIOS = "Ratios";

    private final PrintStream out;
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private String group = RATIOS;

    Figures(PrintStream out) {
        this.out = out;
        groups.put(RATIOS, new ArrayList<>());
    }

    /** Shows at once what is being measured, and puts the figures that follow under a title. */
    void group(String title) {
        group = title;
        groups.putIfAbsent(title, new ArrayList<>());
        out.println("… " + title);
        out.flush();
    }

    /** Adds a figure without an aim to the current group. */
    void add(String name, String text, double value, String unit) {
        add(group, name, text, value, unit, "");
    }

    void add(String name, String text, double value, String unit, String aim) {
        add(group, name, text, value, unit, aim);
    }

    /** Adds a ratio, whatever the current group. */
    void ratio(String name, String text, double value, String aim) {
        add(RATIOS, name, text, value, "", aim);
    }

    /** Adds a line of text to the current group. */
    void line(String text) {
        lines(group).add("  " + text);
    }

    void missing(String text, String reason) {
        lines(group).add(absent(text, reason));
    }

    /** Adds a remark for the end of the report, and shows it at once. */
    void note(String text) {
        notes.add(text);
        out.println("! " + text);
    }

    Map<String, Double> values() {
        return Map.copyOf(values);
    }

    void print() {
        groups.forEach((title, lines) -> {
            if (!lines.isEmpty()) {
                out.println();
                out.println(title);
                lines.forEach(out::println);
            }
        });
        out.println();
        notes.forEach(note -> out.println("! " + note));
        values.forEach(
                (name, value) -> out.printf(Locale.ROOT, "%s%s=%.4f%n", PREFIX, name, value));
        out.flush();
    }

    private void add(
            String title, String name, String text, double value, String unit, String aim) {
        if (!Double.isFinite(value)) {
            lines(title).add(absent(text, "there is nothing to divide by"));
            return;
        }
        values.put(name, value);
        var figure = "  %-64s %14s".formatted(text, number(value) + unit);
        lines(title).add(aim.isEmpty() ? figure : figure + "   aim: " + aim);
    }

    private static String absent(String text, String reason) {
        return "  %-64s not measured: %s".formatted(text, reason);
    }

    private List<String> lines(String title) {
        return groups.computeIfAbsent(title, _ -> new ArrayList<>());
    }

    /** Three significant digits below a hundred, whole numbers above. */
    static String number(double value) {
        var size = Math.abs(value);
        var decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
