package dev.switchboard.localstack.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker that is also its own controller (KRaft), inside this JVM; its storage survives a
 * restart.
 */
final class KafkaBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * @param security as {@link KafkaSecurity} writes it; empty for a broker without authentication
     */
    static KafkaBroker start(int port, int controllerPort, Path directory, Properties security)
            throws IOException {
        Properties properties = properties(port, controllerPort, directory);
        if (!security.isEmpty()) {
            KafkaSecurity.apply(security, properties);
        }
        format(directory, properties);
        var recovery = new UncleanShutdownRecovery(directory.resolve("log"), properties);
        if (recovery.wasKilled()) {
            recovery.recover();
        }
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, port);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    void awaitClose() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory, Properties properties) throws IOException {
        Files.createDirectories(directory);
        Path config = directory.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(config)) {
            properties.store(writer, "Written at every start");
        }
        if (Files.exists(directory.resolve("log/meta.properties"))) {
            return;
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String[] arguments = {
            "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", config.toString()
        };
        if (StorageTool.execute(arguments, new PrintStream(output, true, UTF_8)) != 0) {
            throw new IOException(
                    "Kafka's storage could not be formatted: " + output.toString(UTF_8).strip());
        }
    }

    /**
     * Settings of a single broker on a small machine that detects killed producers and consumers
     * quickly.
     */
    private static Properties properties(int port, int controllerPort, Path directory) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", directory.resolve("log").toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("group.coordinator.rebalance.protocols", "classic,consumer");
        // As long as the services' own sessions; for the bench that compares both protocols.
        properties.setProperty("group.consumer.min.session.timeout.ms", "5000");
        properties.setProperty("group.consumer.min.heartbeat.interval.ms", "500");
        properties.setProperty("group.consumer.session.timeout.ms", "6000");
        properties.setProperty("group.consumer.heartbeat.interval.ms", "1500");
        // A shorter timeout would fence the broker of a machine that is busy for seconds.
        properties.setProperty("broker.session.timeout.ms", "6000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        properties.setProperty(
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        return properties;
    }
}
