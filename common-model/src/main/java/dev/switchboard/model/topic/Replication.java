package dev.switchboard.model.topic;

import java.util.Optional;
import java.util.function.Function;

/**
 * The copies that Kafka keeps of each record: what topics are created with, and what a start warns
 * about when a topic has less.
 *
 * @param factor replicas of a partition; {@link #BROKER_DEFAULT} leaves it to the broker
 * @param minInsync how many of them must have a record before it is acknowledged
 */
public record Replication(short factor, int minInsync) {
    public static final short BROKER_DEFAULT = -1;
    public static final String FACTOR = "TOPICS_REPLICATION_FACTOR";
    public static final String MIN_INSYNC = "TOPICS_MIN_INSYNC_REPLICAS";
    public static final String MIN_INSYNC_CONFIG = "min.insync.replicas";

    /** One broker, as on a developer's machine. */
    public static final Replication SINGLE = new Replication((short) 1, 1);

    /** For a cluster of three and more. */
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
     * As the environment asks for it; {@link #CLUSTER} where it says nothing.
     *
     * @throws IllegalArgumentException when what it says is no replication
     */
    public static Replication of(Function<String, Optional<String>> environment) {
        return new Replication(
                said(environment, FACTOR).map(Short::valueOf).orElse(CLUSTER.factor()),
                said(environment, MIN_INSYNC).map(Integer::valueOf).orElse(CLUSTER.minInsync()));
    }

    private static Optional<String> said(
            Function<String, Optional<String>> environment, String name) {
        return environment.apply(name).filter(value -> !value.isBlank()).map(String::strip);
    }

    /** What is wrong with a topic that has less, in one sentence. */
    public Optional<String> shortfall(String topic, int replicas, int minInsync) {
        if (replicas >= fewestReplicas() && minInsync >= this.minInsync) {
            return Optional.empty();
        }
        return Optional.of(
                "Topic has fewer copies than asked for topic=%s replicas=%d (%d) min-insync=%d (%d)"
                        .formatted(topic, replicas, fewestReplicas(), minInsync, this.minInsync));
    }

    private int fewestReplicas() {
        return factor == BROKER_DEFAULT ? minInsync : factor;
    }
}
