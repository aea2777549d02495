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
 * Runs scenarios one after another on a product of their own and prints what each came to. Ends
 * with status 1 when a guarantee was broken, 2 when it is asked for what there is not.
 */
public final class ChaosMain {
    private static final Path STATE = Path.of("system-tests", "target", "chaos");
    private static final int MOST_VIOLATIONS_SHOWN = 20;

    private ChaosMain() {}

    /**
     * @param arguments {@code --minutes N}, {@code --seed S}, names of scenarios
     */
    public static void main(String[] arguments) {
        ConsoleLog.warningsOnly();
        try {
            var wanted = Wanted.read(List.of(arguments));
            System.exit(run(wanted) ? 0 : 1);
        } catch (IllegalArgumentException wrong) {
            System.err.println("chaos: " + wrong.getMessage());
            System.exit(2);
        }
    }

    private static boolean run(Wanted wanted) {
        say("seed " + wanted.seed());
        var world = World.start(ProductDirectory.beside(Path.of(".")), STATE, wanted.seed());
        Runtime.getRuntime().addShutdownHook(new Thread(world::close, "end world"));
        say("the product runs; logs in " + STATE.resolve("logs"));
        say("%.0f %% of the long form's bars".formatted(100 * wanted.scale().share()));
        var clean = true;
        for (var scenario : wanted.scenarios()) {
            clean &= isKept(scenario, world, wanted.scale());
        }
        return clean;
    }

    /** A scenario that cannot be run ends in failure, and leaves the others their turn. */
    private static boolean isKept(Scenario scenario, World world, Scale scale) {
        try {
            return run(scenario, world, scale);
        } catch (RuntimeException failed) {
            say(scenario.name() + ": could not be run to its end");
            failed.printStackTrace(System.out);
            return false;
        }
    }

    private static boolean run(Scenario scenario, World world, Scale scale) {
        var begin = System.nanoTime();
        var report = scenario.run(world, scale);
        var took = Duration.ofNanos(System.nanoTime() - begin);
        say(
                "%s (seed %d, %d s): %s"
                        .formatted(
                                report.scenario(),
                                report.seed(),
                                took.toSeconds(),
                                report.isClean() ? "kept" : "BROKEN"));
        report.figures().forEach((name, value) -> say("  %-44s %s".formatted(name, value)));
        violations(report).forEach(line -> say("  ! " + line));
        return report.isClean();
    }

    private static List<String> violations(Report report) {
        var lines = new ArrayList<String>();
        report.violations().stream()
                .limit(MOST_VIOLATIONS_SHOWN)
                .forEach(it -> lines.add(it.guarantee() + " " + it.customer() + ": " + it.what()));
        if (report.violations().size() > MOST_VIOLATIONS_SHOWN) {
            lines.add("and %d more".formatted(report.violations().size() - MOST_VIOLATIONS_SHOWN));
        }
        return lines;
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /** What was asked for. */
    record Wanted(Scale scale, long seed, List<Scenario> scenarios) {

        static Wanted read(List<String> arguments) {
            var time = Duration.ofMinutes(60);
            var seed = System.nanoTime() & 0xffff_ffffL;
            var scenarios = new ArrayList<Scenario>();
            for (var words = arguments.iterator(); words.hasNext(); ) {
                var word = words.next();
                switch (word) {
                    case "--minutes" -> time = Duration.ofMinutes(number(word, words));
                    case "--seed" -> seed = number(word, words);
                    default -> scenarios.add(named(word));
                }
            }
            var chosen = scenarios.isEmpty() ? Scenarios.all() : scenarios;
            return new Wanted(Scale.longForm(time, chosen), seed, chosen);
        }

        private static long number(String option, Iterator<String> words) {
            if (words.hasNext()) {
                var word = words.next();
                if (word.matches("[0-9]{1,18}")) {
                    return Long.parseLong(word);
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
