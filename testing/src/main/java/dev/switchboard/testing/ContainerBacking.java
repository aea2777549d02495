package dev.switchboard.testing;

import dev.switchboard.localstack.kafka.DeclaredTopics;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;

/** Backing services in containers, of the same kinds as in {@code docker-compose.yml}. */
final class ContainerBacking {
    private static final int POSTGRES_PORT = 5432;
    private static final int REDIS_PORT = 6379;

    private ContainerBacking() {}

    /**
     * Starts them one after the other on the caller's thread: other threads would load
     * Testcontainers' classes with another class loader than Quarkus' own.
     */
    static Map<BackingService, String> start(Set<BackingService> needs) {
        Map<BackingService, String> addresses = new EnumMap<>(BackingService.class);
        needs.forEach(need -> addresses.put(need, start(need)));
        return addresses;
    }

    private static String start(BackingService need) {
        return switch (need) {
            case KAFKA -> startKafka();
            case POSTGRES -> startPostgres();
            case REDIS -> startRedis();
        };
    }

    @SuppressWarnings("resource")
    private static String startKafka() {
        KafkaContainer kafka =
                new KafkaContainer("apache/kafka:4.3.1")
                        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                        .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        startAndEndWithJvm(kafka);
        DeclaredTopics.createMissing(kafka.getBootstrapServers());
        return kafka.getBootstrapServers();
    }

    @SuppressWarnings("resource")
    private static String startPostgres() {
        GenericContainer<?> postgres =
                new GenericContainer<>("postgres:17")
                        .withEnv("POSTGRES_USER", "switchboard")
                        .withEnv("POSTGRES_PASSWORD", "test")
                        .withEnv("POSTGRES_DB", "switchboard")
                        .withCommand("postgres", "-c", "max_connections=300")
                        .withExposedPorts(POSTGRES_PORT)
                        .waitingFor(Wait.forLogMessage(".*ready to accept connections.*\\s", 2));
        startAndEndWithJvm(postgres);
        return "postgresql://switchboard:test@" + address(postgres, POSTGRES_PORT) + "/switchboard";
    }

    @SuppressWarnings("resource")
    private static String startRedis() {
        GenericContainer<?> redis = new GenericContainer<>("redis:8").withExposedPorts(REDIS_PORT);
        startAndEndWithJvm(redis);
        return "redis://" + address(redis, REDIS_PORT);
    }

    private static void startAndEndWithJvm(GenericContainer<?> container) {
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "end container"));
    }

    private static String address(GenericContainer<?> container, int port) {
        return container.getHost() + ":" + container.getMappedPort(port);
    }
}
