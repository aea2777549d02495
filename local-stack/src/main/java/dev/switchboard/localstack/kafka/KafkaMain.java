package dev.switchboard.localstack.kafka;

import dev.switchboard.localstack.process.ConsoleLog;
import java.io.IOException;
import java.nio.file.Path;

/** Runs a Kafka broker until the process is told to stop. */
public final class KafkaMain {
    private KafkaMain() {}

    /** Arguments: the port, the controller's, and the directory that keeps the broker's storage. */
    public static void main(String[] arguments) throws IOException {
        ConsoleLog.warningsOnly();
        Path directory = Path.of(arguments[2]);
        KafkaBroker broker =
                KafkaBroker.start(
                        Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), directory);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop kafka"));
        DeclaredTopics.createMissing(broker.bootstrapServers());
        KafkaServer.markReady(directory);
        broker.awaitClose();
    }
}
