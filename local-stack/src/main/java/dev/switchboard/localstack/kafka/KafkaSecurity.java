package dev.switchboard.localstack.kafka;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * TLS and login of a broker and of its clients.
 *
 * @param keystore the broker's certificate and key (PKCS 12)
 * @param trusted the certificate that clients trust (PEM)
 */
public record KafkaSecurity(
        Path keystore, String keystorePassword, Path trusted, String username, String password) {
    private static final String PROTOCOL = "SASL_SSL";
    private static final String CLIENT = "client.";

    /** Environment variables of a service that connects to the broker. */
    public Map<String, String> settings() {
        return Map.of(
                "KAFKA_SECURITY_PROTOCOL",
                PROTOCOL,
                "KAFKA_SASL_MECHANISM",
                "PLAIN",
                "KAFKA_SASL_USERNAME",
                username,
                "KAFKA_SASL_PASSWORD",
                password,
                "KAFKA_SSL_TRUSTSTORE_TYPE",
                "PEM",
                "KAFKA_SSL_TRUSTSTORE_LOCATION",
                trusted.toString());
    }

    /**
     * Writes the broker's settings and, with a prefix, those of the client that creates the topics.
     */
    void write(Path file) throws IOException {
        Properties broker = new Properties();
        broker.setProperty("security.inter.broker.protocol", PROTOCOL);
        broker.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
        broker.setProperty("sasl.enabled.mechanisms", "PLAIN");
        broker.setProperty("listener.name.sasl_ssl.plain.sasl.jaas.config", brokerLogin());
        broker.setProperty("ssl.keystore.type", "PKCS12");
        broker.setProperty("ssl.keystore.location", keystore.toString());
        broker.setProperty("ssl.keystore.password", keystorePassword);
        broker.setProperty("ssl.key.password", keystorePassword);
        broker.setProperty("ssl.truststore.type", "PEM");
        broker.setProperty("ssl.truststore.location", trusted.toString());
        client().forEach((name, value) -> broker.setProperty(CLIENT + name, value));
        try (Writer writer = Files.newBufferedWriter(file)) {
            broker.store(writer, "Written at every start");
        }
    }

    private Map<String, String> client() {
        return Map.of(
                "security.protocol",
                PROTOCOL,
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login() + ";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                trusted.toString());
    }

    private String brokerLogin() {
        return login() + " user_" + username + "=\"" + password + "\";";
    }

    private String login() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                + username
                + "\" password=\""
                + password
                + "\"";
    }

    /** Replaces the broker's plain listener for clients by one with TLS and login. */
    static void apply(Properties security, Properties broker) {
        for (String name : new String[] {"listeners", "advertised.listeners"}) {
            broker.setProperty(
                    name, broker.getProperty(name).replace("PLAINTEXT://", PROTOCOL + "://"));
        }
        broker.setProperty(
                "listener.security.protocol.map",
                PROTOCOL + ":" + PROTOCOL + ",CONTROLLER:PLAINTEXT");
        for (String name : security.stringPropertyNames()) {
            if (!name.startsWith(CLIENT)) {
                broker.setProperty(name, security.getProperty(name));
            }
        }
    }

    /** Settings of a client of the broker, secured or not. */
    static Map<String, String> client(Properties security, String bootstrapServers) {
        Map<String, String> client = new HashMap<>();
        client.put("bootstrap.servers", bootstrapServers);
        for (String name : security.stringPropertyNames()) {
            if (name.startsWith(CLIENT)) {
                client.put(name.substring(CLIENT.length()), security.getProperty(name));
            }
        }
        return client;
    }
}
