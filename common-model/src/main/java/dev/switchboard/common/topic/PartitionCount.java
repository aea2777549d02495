package dev.switchboard.common.topic;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Number of partitions of the topics, the same for all of them. It is chosen when the first topics
 * are created and cannot be changed under records that wait: keys would move to other partitions.
 *
 * @param requested number that the topics must have, if it is set
 * @param initial number of new topics where none exist
 */
public record PartitionCount(OptionalInt requested, int initial) {
    public static final String SETTING = "TOPICS_PARTITIONS";

    /** For a cluster: as many instances of a service can share the work. */
    public static final int CLUSTER = 24;

    /**
     * For one machine: its cores have no use for more, and each partition costs a marker in each
     * transaction of the buffer.
     */
    public static final int SINGLE_MACHINE = 8;

    private static final int MAX = 1000;

    /**
     * Reads the number from the environment.
     *
     * @throws IllegalArgumentException when it is no number from 1 to 1000
     */
    public static PartitionCount of(Function<String, Optional<String>> environment, int initial) {
        var value = environment.apply(SETTING).map(String::strip).filter(it -> !it.isEmpty());
        if (value.isEmpty()) {
            return new PartitionCount(OptionalInt.empty(), initial);
        }
        if (!value.get().matches("[1-9][0-9]{0,3}") || Integer.parseInt(value.get()) > MAX) {
            throw new IllegalArgumentException(
                    "%s is invalid: it must be a number from 1 to %d".formatted(SETTING, MAX));
        }
        return new PartitionCount(OptionalInt.of(Integer.parseInt(value.get())), initial);
    }

    /**
     * Returns the number of further topics.
     *
     * @param existing number of partitions of each topic that exists
     * @throws IllegalArgumentException when these do not have the same number or not the requested
     *     one; the message says which have what
     */
    public int beside(Map<String, Integer> existing) {
        var counts = existing.values().stream().collect(toSet());
        requested.ifPresent(counts::add);
        if (counts.size() > 1) {
            throw new IllegalArgumentException(
                    ("%s is invalid: all topics must have the same number of partitions, but have"
                                    + " %s%s; see docs/sizing.md")
                            .formatted(SETTING, listed(existing), requestedText()));
        }
        return counts.stream().findFirst().orElse(initial);
    }

    private String requestedText() {
        return requested.isPresent() ? ", and it is " + requested.getAsInt() : "";
    }

    private static String listed(Map<String, Integer> existing) {
        var byCount =
                new TreeMap<>(existing)
                        .entrySet().stream()
                                .collect(
                                        groupingBy(
                                                Map.Entry::getValue,
                                                TreeMap::new,
                                                mapping(Map.Entry::getKey, joining(", "))));
        return byCount.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(joining(" and "));
    }
}
