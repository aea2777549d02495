package dev.switchboard.chassis.config;

import dev.switchboard.common.topic.KafkaEnvironment;
import dev.switchboard.common.topic.Replication;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Settings of every service: Kafka connection, logs and telemetry. */
final class SharedSettings {
    private static final String PROTOCOL = "KAFKA_SECURITY_PROTOCOL";
    private static final String LOGIN = "KAFKA_SASL_JAAS_CONFIG";
    private static final int MAX_REPLICAS = 99;

    private SharedSettings() {}

    /**
     * @param values of the environment, by name
     */
    static List<Setting> of(Function<String, Optional<String>> values) {
        return List.of(
                Setting.oneOf(PROTOCOL, "PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
                        .and(
                                "with "
                                        + LOGIN
                                        + ", or "
                                        + KafkaEnvironment.USERNAME
                                        + " and "
                                        + KafkaEnvironment.PASSWORD
                                        + ", where it has SASL",
                                value -> !value.startsWith("SASL_") || hasLogin(values)),
                new Setting(
                        KafkaEnvironment.USERNAME,
                        false,
                        "set together with "
                                + KafkaEnvironment.PASSWORD
                                + ", with a "
                                + PROTOCOL
                                + " of SASL",
                        _ ->
                                isSet(values, KafkaEnvironment.PASSWORD)
                                        && values.apply(PROTOCOL)
                                                .filter(protocol -> protocol.startsWith("SASL_"))
                                                .isPresent()),
                Setting.number(Replication.FACTOR, Replication.BROKER_DEFAULT, MAX_REPLICAS)
                        .and("not 0", value -> Integer.parseInt(value) != 0)
                        .and(
                                "at least "
                                        + Replication.MIN_INSYNC
                                        + " ("
                                        + Replication.CLUSTER.minInsync()
                                        + " where it is not set)",
                                value ->
                                        isSet(values, Replication.MIN_INSYNC)
                                                || isEnough(
                                                        value, Replication.CLUSTER.minInsync())),
                Setting.number(Replication.MIN_INSYNC, 1, MAX_REPLICAS)
                        .and("at most " + Replication.FACTOR, value -> fits(value, values)),
                new Setting(
                        "LOG_LEVEL",
                        false,
                        "one of TRACE, DEBUG, INFO, WARN, ERROR",
                        value ->
                                List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR")
                                        .contains(value.toUpperCase(Locale.ROOT))),
                Setting.oneOf("LOG_JSON", "true", "false"),
                Setting.url("OTEL_EXPORTER_OTLP_ENDPOINT"),
                new Setting(
                        "OTEL_TRACES_SAMPLER_ARG",
                        false,
                        "a number from 0 to 1",
                        value -> value.matches("0|0?\\.[0-9]+|1(\\.0+)?")));
    }

    private static boolean hasLogin(Function<String, Optional<String>> values) {
        // Without a login in the settings, a callback handler or Kerberos provides it.
        return isSet(values, LOGIN)
                || isSet(values, KafkaEnvironment.USERNAME)
                        && isSet(values, KafkaEnvironment.PASSWORD)
                || System.getProperty("java.security.auth.login.config") != null;
    }

    private static boolean isEnough(String factor, int minInsync) {
        var replicas = Integer.parseInt(factor);
        return replicas == Replication.BROKER_DEFAULT || replicas >= minInsync;
    }

    private static boolean fits(String minInsync, Function<String, Optional<String>> values) {
        return values.apply(Replication.FACTOR)
                .filter(factor -> factor.matches("[1-9][0-9]?"))
                .map(factor -> Integer.parseInt(minInsync) <= Integer.parseInt(factor))
                .orElse(true);
    }

    private static boolean isSet(Function<String, Optional<String>> values, String name) {
        return values.apply(name).filter(value -> !value.isBlank()).isPresent();
    }
}
