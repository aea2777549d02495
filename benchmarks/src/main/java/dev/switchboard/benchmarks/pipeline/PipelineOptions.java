package dev.switchboard.benchmarks.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Options of {@code ./switchboard bench pipeline}.
 *
 * @param product the checkout whose {@code ./switchboard up} is measured
 * @param conversations number of conversations of each saturated measurement
 * @param warmUp number of conversations before the warm measurements
 * @param scale customers by which the growth is measured, as multiples of a tenth of {@code
 *     conversations}; the first is what the others are compared with
 * @param idleAfter time without work after which the product counts as idle
 * @param statuses whether status callbacks come from the first customer on, and not only where they
 *     are what is measured
 * @param compareWith output of an earlier run
 */
record PipelineOptions(
        Path product,
        int conversations,
        int warmUp,
        List<Integer> scale,
        Duration idleAfter,
        boolean statuses,
        Optional<Path> compareWith) {
    private static final String KNOWN =
            "--product <directory>, --conversations <number>, --warm-up <number>, --scale"
                + " <number>,<number>…, --idle-after <seconds>, --statuses and --compare <output of"
                + " a run>";
    private static final int MAX_CONVERSATIONS = 100_000;
    private static final int MAX_SCALE = 1_000;

    PipelineOptions {
        scale = List.copyOf(scale);
    }

    /**
     * Reads the arguments behind {@code bench pipeline}.
     *
     * @throws IllegalArgumentException with a sentence that names the wrong option or value
     */
    static PipelineOptions parse(List<String> arguments) {
        var product = Path.of(".");
        var conversations = 3_000;
        var warmUp = 3_000;
        var scale = List.of(1, 10, 50);
        var idleAfter = Duration.ofMinutes(5);
        var statuses = false;
        var compareWith = Optional.<Path>empty();
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            var option = rest.next();
            switch (option) {
                case "--product" -> product = Path.of(value(option, rest));
                case "--conversations" ->
                        conversations = number(option, value(option, rest), 100, MAX_CONVERSATIONS);
                case "--warm-up" ->
                        warmUp = number(option, value(option, rest), 1, MAX_CONVERSATIONS);
                case "--scale" -> scale = numbers(option, value(option, rest));
                case "--idle-after" ->
                        idleAfter =
                                Duration.ofSeconds(number(option, value(option, rest), 1, 3_600));
                case "--statuses" -> statuses = true;
                case "--compare" -> compareWith = Optional.of(Path.of(value(option, rest)));
                default ->
                        throw new IllegalArgumentException(
                                "bench pipeline does not know " + option + "; it takes " + KNOWN);
            }
        }
        return new PipelineOptions(
                product.toAbsolutePath().normalize(),
                conversations,
                warmUp,
                scale,
                idleAfter,
                statuses,
                compareWith);
    }

    /** Number of customers at a multiple. */
    int customers(int multiple) {
        return Math.max(1, conversations / 10) * multiple;
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static List<Integer> numbers(String option, String value) {
        return Arrays.stream(value.split(",", -1))
                .map(each -> number(option, each, 1, MAX_SCALE))
                .toList();
    }

    private static int number(String option, String value, int min, int max) {
        if (!value.matches("[0-9]{1,9}")
                || Integer.parseInt(value) < min
                || Integer.parseInt(value) > max) {
            throw new IllegalArgumentException(
                    "%s takes whole numbers from %d to %d, not %s"
                            .formatted(option, min, max, value));
        }
        return Integer.parseInt(value);
    }
}
