package dev.switchboard.localstack.kafka;

import dev.switchboard.common.topic.KafkaEnvironment;
import dev.switchboard.common.topic.PartitionCount;
import dev.switchboard.common.topic.Replication;
import dev.switchboard.localstack.process.ConsoleLog;
import java.util.Map;
import java.util.Optional;

/** Creates the declared topics at a Kafka cluster that runs elsewhere, and exits. */
public final class TopicsMain {
    private static final int WRONG_CONFIGURATION = 78;

    private TopicsMain() {}

    /** Reads {@code KAFKA_…} and {@code TOPICS_…} from the environment, as the services do. */
    public static void main(String[] arguments) {
        ConsoleLog.warningsOnly();
        Map<String, String> client = KafkaEnvironment.clientSettings(System.getenv());
        String brokers = client.get("bootstrap.servers");
        if (brokers == null) {
            refuse("KAFKA_BOOTSTRAP_SERVERS is missing: it must be like host:9092[,host:9092]");
        }
        try {
            DeclaredTopics.createMissing(
                    client,
                    replication(),
                    PartitionCount.of(TopicsMain::variable, PartitionCount.CLUSTER));
        } catch (IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()));
        }
        System.out.println("Every topic exists at " + brokers);
    }

    private static Replication replication() {
        try {
            return Replication.of(TopicsMain::variable);
        } catch (IllegalArgumentException e) {
            refuse(
                    "TOPICS_REPLICATION_FACTOR (-1 or more) and TOPICS_MIN_INSYNC_REPLICAS (no more"
                            + " than that) do not fit each other");
            throw e;
        }
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    private static void refuse(String reason) {
        System.err.println("topics cannot start: " + reason);
        System.exit(WRONG_CONFIGURATION);
    }
}
