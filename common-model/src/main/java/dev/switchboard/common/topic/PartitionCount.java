package dev.switchboard.common.topic;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Number of partitions of a topic, the same for all topics: a conversation's records are then in
 * partitions of one number everywhere. It is chosen when the first topics are created and cannot be
 * changed under records that wait: keys would move to other partitions.
 */
public final class PartitionCount {
    public static final String SETTING = "TOPICS_PARTITIONS";
    public static final int MAX = 1000;

    /** For a cluster: as many instances of a service can share the work. */
    public static final int CLUSTER = 24;

    /**
     * For one machine: its cores have no use for more, and each partition costs a marker in each
     * transaction of the buffer.
     */
    public static final int SINGLE_MACHINE = 8;

    private PartitionCount() {}

    /**
     * Reads the number from the environment; empty if it is not set.
     *
     * @throws IllegalArgumentException when the value is no number from 1 to {@link #MAX}
     */
    public static OptionalInt of(Function<String, Optional<String>> environment) {
        var value = environment.apply(SETTING).map(String::strip).filter(it -> !it.isEmpty());
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!value.get().matches("[1-9][0-9]{0,3}") || Integer.parseInt(value.get()) > MAX) {
            throw new IllegalArgumentException(
                    "%s is invalid: it must be a number from 1 to %d".formatted(SETTING, MAX));
        }
        return OptionalInt.of(Integer.parseInt(value.get()));
    }

    /**
     * Returns the number that these topics have; empty for no topics.
     *
     * @param partitions number of partitions by topic
     * @throws IllegalArgumentException when they do not have the same; the message names them
     */
    public static OptionalInt common(Map<String, Integer> partitions) {
        if (new HashSet<>(partitions.values()).size() > 1) {
            throw new IllegalArgumentException(
                    "the topics must have the same number of partitions, but have "
                            + listed(partitions)
                            + "; see docs/sizing.md");
        }
        return partitions.values().stream().mapToInt(Integer::intValue).findFirst();
    }

    private static String listed(Map<String, Integer> partitions) {
        return new TreeMap<>(partitions)
                .entrySet().stream()
                .collect(
                        groupingBy(
                                Map.Entry::getValue,
                                TreeMap::new,
                                mapping(Map.Entry::getKey, joining(", "))))
                .entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(joining(" and "));
    }
}
