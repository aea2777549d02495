package dev.switchboard.localstack.kafka;

import dev.switchboard.common.topic.Replication;
import dev.switchboard.localstack.process.ConsoleLog;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Runs a Kafka broker until the process is told to stop. */
public final class KafkaMain {
    private KafkaMain() {}

    /**
     * Arguments: the port, the controller's port, the storage directory and, for a broker with
     * authentication, the file with its security settings.
     */
    public static void main(String[] arguments) throws IOException {
        ConsoleLog.warningsOnly();
        Path directory = Path.of(arguments[2]);
        Properties security = new Properties();
        if (arguments.length > 3) {
            try (Reader file = Files.newBufferedReader(Path.of(arguments[3]))) {
                security.load(file);
            }
        }
        KafkaBroker broker =
                KafkaBroker.start(
                        Integer.parseInt(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        directory,
                        security);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop kafka"));
        DeclaredTopics.createMissing(
                KafkaSecurity.client(security, broker.bootstrapServers()), Replication.SINGLE);
        KafkaServer.markReady(directory);
        broker.awaitClose();
    }
}
