package dev.switchboard.localstack.kafka;

import dev.switchboard.localstack.process.ConsoleLog;
import dev.switchboard.model.topic.KafkaEnvironment;
import dev.switchboard.model.topic.Replication;
import java.util.Map;
import java.util.Optional;

/** Creates the declared topics at a broker that somebody else runs, and ends. */
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
        DeclaredTopics.createMissing(client, replication());
        System.out.println("Every topic exists at " + brokers);
    }

    private static Replication replication() {
        try {
            return Replication.of(name -> Optional.ofNullable(System.getenv(name)));
        } catch (IllegalArgumentException e) {
            refuse(
                    "TOPICS_REPLICATION_FACTOR (-1 or more) and TOPICS_MIN_INSYNC_REPLICAS (no more"
                            + " than that) do not fit each other");
            throw e;
        }
    }

    private static void refuse(String why) {
        System.err.println("topics cannot start: " + why);
        System.exit(WRONG_CONFIGURATION);
    }
}
