package dev.switchboard.common.topic;

import java.util.Optional;
import java.util.function.Function;

/**
 * Replication of the topics: topics are created with it, and a start warns about a topic that has
 * less.
 *
 * @param factor replicas of a partition; {@link #BROKER_DEFAULT} leaves it to the broker
 * @param minInsync replicas that must have a record before it is acknowledged
 */
public record Replication(short factor, int minInsync) {
    public static final short BROKER_DEFAULT = -1;
    public static final String FACTOR = "TOPICS_REPLICATION_FACTOR";
    public static final String MIN_INSYNC = "TOPICS_MIN_INSYNC_REPLICAS";
    public static final String MIN_INSYNC_CONFIG = "min.insync.replicas";

    /** For one broker, as on a developer's machine. */
    public static final Replication SINGLE = new Replication((short) 1, 1);

    /** For a cluster of three or more brokers. */
    public static final Replication CLUSTER = new Replication(BROKER_DEFAULT, 2);

    public Replication {
        if (factor != BROKER_DEFAULT && factor < 1 || minInsync < 1) {
            throw new IllegalArgumentException(
                    "No replication: factor=" + factor + " minInsync=" + minInsync);
        }
        if (factor != BROKER_DEFAULT && minInsync > factor) {
            throw new IllegalArgumentException(
                    "%s=%d is more than %s=%d".formatted(MIN_INSYNC, minInsync, FACTOR, factor));
        }
    }

    /**
     * Reads the replication from the environment; {@link #CLUSTER} by default.
     *
     * @throws IllegalArgumentException when the values are not a valid replication
     */
    public static Replication of(Function<String, Optional<String>> environment) {
        return new Replication(
                value(environment, FACTOR).map(Short::valueOf).orElse(CLUSTER.factor()),
                value(environment, MIN_INSYNC).map(Integer::valueOf).orElse(CLUSTER.minInsync()));
    }

    private static Optional<String> value(
            Function<String, Optional<String>> environment, String name) {
        return environment.apply(name).filter(value -> !value.isBlank()).map(String::strip);
    }

    /** Returns one sentence about a topic that has less; empty if it has enough. */
    public Optional<String> shortfall(String topic, int replicas, int minInsync) {
        if (replicas >= minReplicas() && minInsync >= this.minInsync) {
            return Optional.empty();
        }
        return Optional.of(
                "Topic has fewer replicas than configured topic=%s replicas=%d (%d) min-insync=%d (%d)"
                        .formatted(topic, replicas, minReplicas(), minInsync, this.minInsync));
    }

    private int minReplicas() {
        return factor == BROKER_DEFAULT ? minInsync : factor;
    }
}
