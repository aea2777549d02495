package dev.switchboard.chassis.config;

import dev.switchboard.common.topic.Replication;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings of every service: connections, logs, traces. Checked at start; they are read by names of
 * Quarkus or Kafka, so this is no mapping that Quarkus registers, and the defaults stand in
 * microprofile-config.properties.
 */
public interface SharedSettings {

    /**
     * The product's environment, shown in {@code /stats}. Only {@code local} accepts secrets that
     * everybody knows or that are short, and only with the simulator in the providers' place.
     */
    String environment();

    /** Least severe level that is logged. */
    @Pattern(
            regexp = "(?i)TRACE|DEBUG|INFO|WARN|ERROR",
            message = "must be one of TRACE, DEBUG, INFO, WARN, ERROR")
    String logLevel();

    /** Writes logs as JSON lines. */
    @Pattern(regexp = "true|false", message = "must be true or false")
    String logJson();

    /**
     * Publishes each recorded message and each new status as a hint to {@code conversation-events},
     * for live views; nothing in the product reads these hints yet.
     */
    @Pattern(regexp = "true|false", message = "must be true or false")
    String liveHints();

    /** YAML file of settings that apply without a restart; {@code settings.yaml} by default. */
    Optional<String> settingsFile();

    /** Kafka's brokers, several separated by commas. */
    @Pattern(regexp = "\\S+:[0-9]{1,5}", message = "must be like host:9092[,host:9092]")
    String kafkaBootstrapServers();

    /**
     * Protocol of Kafka's listener. Other settings that begin with {@code KAFKA_SASL_} or {@code
     * KAFKA_SSL_} count too.
     */
    Optional<
                    @Pattern(
                            regexp = "PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL",
                            message = "must be one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL")
                    String>
            kafkaSecurityProtocol();

    /** Kafka's own form of a login, instead of a user name and a password. */
    Optional<String> kafkaSaslJaasConfig();

    /** User name at Kafka, with a password. */
    Optional<String> kafkaSaslUsername();

    /** Password at Kafka. */
    Optional<String> kafkaSaslPassword();

    /**
     * Name of this instance among Kafka's consumers: the same after a restart and different from
     * every other instance's. A restarted instance has its partitions back at once then, where
     * without a name the others wait for the dead one's session, 6 s. Of an instance that does not
     * come back the partitions wait those 6 s. The buffer's is {@code BUFFER_INSTANCE}.
     */
    Optional<String> kafkaGroupInstanceId();

    /** Copies of each record that Kafka keeps; -1, the default, leaves it to the brokers. */
    @Min(-1)
    @Max(99)
    OptionalInt topicsReplicationFactor();

    /** Copies that must have a record before it is acknowledged; 2 by default. */
    @Min(1)
    @Max(99)
    OptionalInt topicsMinInsyncReplicas();

    /**
     * Partitions of each topic; 24 where no topics exist yet, 8 with {@code ./switchboard up}, else
     * the number that they have.
     */
    @Min(1)
    @Max(1000)
    OptionalInt topicsPartitions();

    /** OpenTelemetry collector that gets the spans; without it none leave a service. */
    Optional<URI> otelExporterOtlpEndpoint();

    /** Fraction of the traces begun in a service that are exported. */
    @Min(0)
    @Max(1)
    double otelTracesSamplerArg();

    @AssertTrue(
            message =
                    "KAFKA_SECURITY_PROTOCOL is invalid: with SASL it must have"
                            + " KAFKA_SASL_JAAS_CONFIG, or KAFKA_SASL_USERNAME and"
                            + " KAFKA_SASL_PASSWORD")
    default boolean isKafkaLoginPresent() {
        // Without a login in the settings, a callback handler or Kerberos provides it.
        return !isKafkaSasl()
                || kafkaSaslJaasConfig().isPresent()
                || kafkaSaslUsername().isPresent() && kafkaSaslPassword().isPresent()
                || System.getProperty("java.security.auth.login.config") != null;
    }

    @AssertTrue(
            message =
                    "KAFKA_SASL_USERNAME is invalid: it must be set together with"
                            + " KAFKA_SASL_PASSWORD, with a KAFKA_SECURITY_PROTOCOL of SASL")
    default boolean isKafkaLoginUsable() {
        return kafkaSaslUsername().isEmpty() || kafkaSaslPassword().isPresent() && isKafkaSasl();
    }

    private boolean isKafkaSasl() {
        return kafkaSecurityProtocol().filter(it -> it.startsWith("SASL_")).isPresent();
    }

    @AssertTrue(
            message =
                    "TOPICS_REPLICATION_FACTOR is invalid: it must be -1, or at least"
                            + " TOPICS_MIN_INSYNC_REPLICAS (2 where that is not set)")
    default boolean isReplicationSufficient() {
        var factor = topicsReplicationFactor().orElse(Replication.BROKER_DEFAULT);
        var minInsync = topicsMinInsyncReplicas().orElse(Replication.CLUSTER.minInsync());
        return factor == Replication.BROKER_DEFAULT || factor >= minInsync;
    }

    /** Address of PostgreSQL, in the services that use it. */
    interface Database {

        /** PostgreSQL; of several hosts the one that accepts writes is used. */
        @Pattern(
                regexp = DatabaseUrl.FORM,
                message = "must be like postgresql://user:password@host:5432/database")
        String databaseUrl();
    }

    /** Address of Redis, in the services that need it. */
    interface Redis {

        /** Redis; {@code rediss://} for TLS. */
        @Pattern(
                regexp = "(rediss?|unix)://\\S+",
                message =
                        "must be like redis://host:6379, or rediss://:password@host:6379 with TLS")
        String redisUrl();
    }
}
