package dev.switchboard.localstack.supervisor;

import dev.switchboard.model.topic.Replication;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings of a stack's programs. What people say wins over what the stack generates, and that
 * over the stack's own addresses.
 */
final class StackSettings {
    /** The older names that services know, by the newer one that the stack would set. */
    private static final Map<String, String> OLDER =
            Map.of(
                    "DATABASE_URL", "DB_URL",
                    "REDIS_URL", "REDIS_URI",
                    "TWILIO_WHATSAPP_NUMBER", "TWILIO_FROM_NUMBER");

    private final Map<String, String> values;

    private StackSettings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * @param secrets generated, from the state directory
     * @param dotEnv from {@code .env}
     * @param environment of the supervisor, the strongest
     */
    static StackSettings of(
            StackPorts ports,
            Map<String, String> secrets,
            Map<String, String> dotEnv,
            Map<String, String> environment) {
        Map<String, String> said = new HashMap<>(dotEnv);
        said.putAll(environment);
        OLDER.forEach((newer, older) -> {
            if (isSaid(older, said) && !isSaid(newer, said)) {
                said.put(newer, said.get(older));
            }
        });
        Map<String, String> values = new HashMap<>(addresses(ports, secrets));
        values.put("TWILIO_WHATSAPP_NUMBER", "whatsapp:+14155238886");
        values.put("WHATSAPP_PHONE_NUMBER_ID", "100000000000001");
        if (answersWithSimulatedModel(said)) {
            values.put("GOOGLE_API_KEY", "simulated");
            values.put("AI_BASE_URL", local(ports, "simulator", "/v1beta"));
        }
        values.putAll(secrets);
        values.putAll(said);
        return new StackSettings(values);
    }

    String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new StackException("There is no setting called " + name);
        }
        return value;
    }

    Map<String, String> all() {
        return values;
    }

    /** These settings with others put over them. */
    StackSettings with(Map<String, String> others) {
        Map<String, String> merged = new HashMap<>(values);
        merged.putAll(others);
        return new StackSettings(merged);
    }

    private static Map<String, String> addresses(StackPorts ports, Map<String, String> secrets) {
        String simulator = local(ports, "simulator", "");
        Map<String, String> addresses = new HashMap<>();
        addresses.put("ENVIRONMENT", "local");
        addresses.put(Replication.FACTOR, "1");
        addresses.put(Replication.MIN_INSYNC, "1");
        addresses.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.of("kafka"));
        addresses.put(
                "DATABASE_URL",
                "postgresql://switchboard:"
                        + secrets.get("LOCAL_POSTGRES_PASSWORD")
                        + "@127.0.0.1:"
                        + ports.of("postgres")
                        + "/switchboard");
        addresses.put("REDIS_URL", "redis://127.0.0.1:" + ports.of("redis"));
        addresses.put("TWILIO_BASE_URL", simulator);
        addresses.put("WHATSAPP_GRAPH_BASE_URL", simulator);
        addresses.put("TWILIO_WEBHOOK_URL", local(ports, "ingress", "/whatsapp"));
        addresses.put("META_WEBHOOK_URL", local(ports, "ingress", "/webhook"));
        addresses.put("INGRESS_BASE_URL", local(ports, "ingress", ""));
        addresses.put("SIMULATOR_PORT", Integer.toString(ports.of("simulator")));
        return addresses;
    }

    /** Somebody who brings a key and no other address wants the real model's answers. */
    private static boolean answersWithSimulatedModel(Map<String, String> said) {
        boolean hasKey =
                Stream.of("GOOGLE_API_KEY", "AI_API_KEY").anyMatch(name -> isSaid(name, said));
        return !hasKey || said.containsKey("AI_BASE_URL");
    }

    /** As for the services, what is blank is not said. */
    private static boolean isSaid(String name, Map<String, String> said) {
        return !said.getOrDefault(name, "").isBlank();
    }

    private static String local(StackPorts ports, String part, String path) {
        return "http://127.0.0.1:" + ports.of(part) + path;
    }
}
