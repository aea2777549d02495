package dev.switchboard.localstack.supervisor;

import dev.switchboard.common.topic.Replication;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Settings of a stack's programs: the user's override generated secrets, and those the stack's own
 * addresses.
 */
final class StackSettings {
    /** Legacy setting names that the services accept, by current name. */
    private static final Map<String, String> LEGACY_NAMES =
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
        Map<String, String> given = new HashMap<>(dotEnv);
        given.putAll(environment);
        LEGACY_NAMES.forEach((current, legacy) -> {
            if (isSet(legacy, given) && !isSet(current, given)) {
                given.put(current, given.get(legacy));
            }
        });
        Map<String, String> values = new HashMap<>(addresses(ports, secrets));
        values.put("TWILIO_WHATSAPP_NUMBER", "whatsapp:+14155238886");
        values.put("WHATSAPP_PHONE_NUMBER_ID", "100000000000001");
        String provider = given.getOrDefault("AI_PROVIDER", "").strip().toLowerCase(Locale.ROOT);
        if (usesSimulatedModel(provider, given)) {
            boolean isGemini = provider.isEmpty() || provider.equals("gemini");
            values.put(isGemini ? "GOOGLE_API_KEY" : "AI_API_KEY", "simulated");
            values.put("AI_BASE_URL", localUrl(ports, "simulator", modelPath(provider)));
            if (provider.equals("custom") || provider.equals("askyourdatabase")) {
                values.put("AI_MODEL", "simulated");
            }
        }
        values.putAll(secrets);
        values.putAll(given);
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

    /** Copy of these settings that others override. */
    StackSettings with(Map<String, String> others) {
        Map<String, String> merged = new HashMap<>(values);
        merged.putAll(others);
        return new StackSettings(merged);
    }

    private static Map<String, String> addresses(StackPorts ports, Map<String, String> secrets) {
        String simulator = localUrl(ports, "simulator", "");
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
        addresses.put("TWILIO_WEBHOOK_URL", localUrl(ports, "ingress", "/whatsapp"));
        addresses.put("META_WEBHOOK_URL", localUrl(ports, "ingress", "/webhook"));
        addresses.put("INGRESS_BASE_URL", localUrl(ports, "ingress", ""));
        addresses.put("SIMULATOR_PORT", Integer.toString(ports.of("simulator")));
        return addresses;
    }

    /** A key of the model's provider without a base URL asks for the real model. */
    private static boolean usesSimulatedModel(String provider, Map<String, String> given) {
        String ownKey =
                provider.equals("askyourdatabase") ? "ASKYOURDATABASE_API_KEY" : "GOOGLE_API_KEY";
        boolean hasKey = Stream.of(ownKey, "AI_API_KEY").anyMatch(name -> isSet(name, given));
        return !hasKey || given.containsKey("AI_BASE_URL");
    }

    /** The path of the base URL, as the provider's client defines it. */
    private static String modelPath(String provider) {
        return switch (provider) {
            case "openai", "anthropic", "custom" -> "/v1";
            case "perplexity", "ollama", "askyourdatabase" -> "";
            default -> "/v1beta";
        };
    }

    /** A blank value counts as not set, as in the services. */
    private static boolean isSet(String name, Map<String, String> given) {
        return !given.getOrDefault(name, "").isBlank();
    }

    private static String localUrl(StackPorts ports, String program, String path) {
        return "http://127.0.0.1:" + ports.of(program) + path;
    }
}
