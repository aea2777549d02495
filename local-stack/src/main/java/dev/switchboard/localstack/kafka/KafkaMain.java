package dev.switchboard.localstack.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.common.topic.PartitionCount;
import dev.switchboard.common.topic.Replication;
import dev.switchboard.localstack.process.ConsoleLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * Runs a Kafka broker that is also its own controller (KRaft) until the process is told to stop;
 * its storage survives a restart.
 */
public final class KafkaMain {
    private KafkaMain() {}

    /**
     * Arguments: the port, the controller's port, the storage directory and, for a broker with
     * authentication, the file with its security settings.
     */
    public static void main(String[] arguments) throws IOException {
        ConsoleLog.warningsOnly();
        int port = Integer.parseInt(arguments[0]);
        Path directory = Path.of(arguments[2]);
        Properties security = new Properties();
        if (arguments.length > 3) {
            try (Reader file = Files.newBufferedReader(Path.of(arguments[3]))) {
                security.load(file);
            }
        }
        Properties properties = properties(port, Integer.parseInt(arguments[1]), directory);
        if (!security.isEmpty()) {
            KafkaSecurity.apply(security, properties);
        }
        KafkaRaftServer broker = start(directory, properties);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop kafka"));
        DeclaredTopics.createMissing(
                KafkaSecurity.client(security, "127.0.0.1:" + port),
                Replication.SINGLE,
                PartitionCount.of(
                        name -> Optional.ofNullable(System.getenv(name)),
                        PartitionCount.SINGLE_MACHINE));
        // What the start has left over would stay in memory until the heap is full.
        System.gc();
        KafkaServer.markReady(directory);
        broker.awaitShutdown();
    }

    private static KafkaRaftServer start(Path directory, Properties properties) throws IOException {
        format(directory, properties);
        var recovery = new UncleanShutdownRecovery(directory.resolve("log"), properties);
        if (recovery.wasKilled()) {
            recovery.recover();
        }
        KafkaRaftServer broker =
                new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        broker.startup();
        return broker;
    }

    private static void stop(KafkaRaftServer broker) {
        broker.shutdown();
        broker.awaitShutdown();
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
        // As long as the services' own sessions; for the bench that compares both protocols.
        properties.setProperty("group.consumer.min.session.timeout.ms", "5000");
        properties.setProperty("group.consumer.min.heartbeat.interval.ms", "500");
        properties.setProperty("group.consumer.session.timeout.ms", "6000");
        properties.setProperty("group.consumer.heartbeat.interval.ms", "1500");
        // A shorter timeout would fence the broker of a machine that is busy for seconds.
        properties.setProperty("broker.session.timeout.ms", "6000");
        properties.setProperty("broker.heartbeat.interval.ms", "1000");
        properties.setProperty(
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        keepSmall(properties);
        return properties;
    }

    /** Settings for few clients on two processors, and for little to do while nobody writes. */
    private static void keepSmall(Properties properties) {
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "2");
        properties.setProperty("group.coordinator.threads", "1");
        properties.setProperty("group.coordinator.background.threads", "1");
        // Allocated at the start; enough for 300,000 keys of a compacted topic in one pass.
        properties.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
        // Each one is a record, written and read by the broker alone.
        properties.setProperty("metadata.max.idle.interval.ms", "5000");
        properties.setProperty("replica.high.watermark.checkpoint.interval.ms", "30000");
        // Thousands of MBeans that nobody reads.
        properties.setProperty("metric.reporters", "");
    }
}
