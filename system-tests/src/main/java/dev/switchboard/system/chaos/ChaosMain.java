package dev.switchboard.system.chaos;

import dev.switchboard.localstack.process.ConsoleLog;
import dev.switchboard.system.scenario.Report;
import dev.switchboard.system.scenario.Scale;
import dev.switchboard.system.scenario.Scenario;
import dev.switchboard.system.scenario.Scenarios;
import dev.switchboard.system.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Runs scenarios one after another on a product of their own and prints their results. Exits with
 * status 1 when a guarantee was broken, 2 for wrong arguments.
 */
public final class ChaosMain {
    private static final Path STATE = Path.of("system-tests", "target", "chaos");
    private static final int MAX_VIOLATIONS_SHOWN = 20;

    private ChaosMain() {}

    /**
     * @param arguments {@code --minutes N}, {@code --seed S}, names of scenarios
     */
    public static void main(String[] arguments) {
        ConsoleLog.warningsOnly();
        try {
            var options = Options.read(List.of(arguments));
            System.exit(run(options) ? 0 : 1);
        } catch (IllegalArgumentException wrong) {
            System.err.println("chaos: " + wrong.getMessage());
            System.exit(2);
        }
    }

    private static boolean run(Options options) {
        print("seed " + options.seed());
        var world = World.start(ProductDirectory.beside(Path.of(".")), STATE, options.seed());
        Runtime.getRuntime().addShutdownHook(new Thread(world::close, "end world"));
        print("the product runs; logs in " + STATE.resolve("logs"));
        print("%.0f %% of the long form's bars".formatted(100 * options.scale().share()));
        var clean = true;
        for (var scenario : options.scenarios()) {
            clean &= isKept(scenario, world, options.scale());
        }
        return clean;
    }

    /** Runs a scenario; one that cannot be run counts as failed, and the others still run. */
    private static boolean isKept(Scenario scenario, World world, Scale scale) {
        try {
            return run(scenario, world, scale);
        } catch (RuntimeException failed) {
            print(scenario.name() + ": could not be run to its end");
            failed.printStackTrace(System.out);
            return false;
        }
    }

    private static boolean run(Scenario scenario, World world, Scale scale) {
        var begin = System.nanoTime();
        var report = scenario.run(world, scale);
        var duration = Duration.ofNanos(System.nanoTime() - begin);
        print(
                "%s (seed %d, %d s): %s"
                        .formatted(
                                report.scenario(),
                                report.seed(),
                                duration.toSeconds(),
                                report.isClean() ? "kept" : "BROKEN"));
        report.figures().forEach((name, value) -> print("  %-44s %s".formatted(name, value)));
        violations(report).forEach(line -> print("  ! " + line));
        return report.isClean();
    }

    private static List<String> violations(Report report) {
        var lines = new ArrayList<String>();
        report.violations().stream()
                .limit(MAX_VIOLATIONS_SHOWN)
                .forEach(it ->
                        lines.add(it.guarantee() + " " + it.customer() + ": " + it.description()));
        if (report.violations().size() > MAX_VIOLATIONS_SHOWN) {
            lines.add("and %d more".formatted(report.violations().size() - MAX_VIOLATIONS_SHOWN));
        }
        return lines;
    }

    private static void print(String line) {
        System.out.println(line);
    }

    /** Options of the command line. */
    record Options(Scale scale, long seed, List<Scenario> scenarios) {

        static Options read(List<String> arguments) {
            var time = Duration.ofMinutes(60);
            var seed = System.nanoTime() & 0xffff_ffffL;
            var scenarios = new ArrayList<Scenario>();
            for (var remaining = arguments.iterator(); remaining.hasNext(); ) {
                var argument = remaining.next();
                switch (argument) {
                    case "--minutes" -> time = Duration.ofMinutes(number(argument, remaining));
                    case "--seed" -> seed = number(argument, remaining);
                    default -> scenarios.add(named(argument));
                }
            }
            var chosen = scenarios.isEmpty() ? Scenarios.all() : scenarios;
            return new Options(Scale.longForm(time, chosen), seed, chosen);
        }

        private static long number(String option, Iterator<String> remaining) {
            if (remaining.hasNext()) {
                var argument = remaining.next();
                if (argument.matches("[0-9]{1,18}")) {
                    return Long.parseLong(argument);
                }
            }
            throw new IllegalArgumentException(option + " takes a whole number");
        }

        private static Scenario named(String name) {
            return Scenarios.all().stream()
                    .filter(scenario -> scenario.name().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException(
                                    "no scenario is called %s; there are %s"
                                            .formatted(
                                                    name,
                                                    Scenarios.all().stream()
                                                            .map(Scenario::name)
                                                            .toList())));
        }
    }
}
