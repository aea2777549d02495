package dev.switchboard.benchmarks.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Settings of the bare pipeline's processes, handed over in their environment.
 *
 * @param account the account at the simulated Twilio, with its token
 * @param sender the business's number
 */
record BareSettings(
        String kafka,
        String simulator,
        String databaseUrl,
        String databasePassword,
        String account,
        String token,
        String sender) {
    private static final String PREFIX = "BARE_";

    static BareSettings of(UnaryOperator<String> env) {
        return new BareSettings(
                "127.0.0.1:" + ChildProduct.PORTS.of("kafka"),
                ChildProduct.url(Programs.SIMULATOR),
                DatabaseConnection.url(),
                env.apply(DatabaseConnection.PASSWORD),
                env.apply("TWILIO_ACCOUNT_SID"),
                env.apply("TWILIO_AUTH_TOKEN"),
                env.apply("TWILIO_WHATSAPP_NUMBER"));
    }

    static BareSettings from(Map<String, String> environment) {
        UnaryOperator<String> value =
                name -> {
                    var found = environment.get(PREFIX + name);
                    if (found == null) {
                        throw new IllegalArgumentException(PREFIX + name + " is not set");
                    }
                    return found;
                };
        return new BareSettings(
                value.apply("KAFKA"),
                value.apply("SIMULATOR"),
                value.apply("DATABASE_URL"),
                value.apply("DATABASE_PASSWORD"),
                value.apply("ACCOUNT"),
                value.apply("TOKEN"),
                value.apply("SENDER"));
    }

    Map<String, String> toEnvironment() {
        var environment = new HashMap<String, String>();
        environment.put(PREFIX + "KAFKA", kafka);
        environment.put(PREFIX + "SIMULATOR", simulator);
        environment.put(PREFIX + "DATABASE_URL", databaseUrl);
        environment.put(PREFIX + "DATABASE_PASSWORD", databasePassword);
        environment.put(PREFIX + "ACCOUNT", account);
        environment.put(PREFIX + "TOKEN", token);
        environment.put(PREFIX + "SENDER", sender);
        return environment;
    }
}
