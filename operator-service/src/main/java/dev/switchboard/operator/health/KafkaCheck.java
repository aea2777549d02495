package dev.switchboard.operator.health;

import dev.switchboard.chassis.topic.KafkaConnection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;

/** Asks the broker whether it is there, and who reads turns. */
@ApplicationScoped
class KafkaCheck {
    /** The consumer group in which every AI worker reads turns. */
    private static final String WORKERS = "ai-worker";

    private final Admin admin;
    private final Duration patience;

    KafkaCheck(KafkaConnection kafka, HealthSettings settings) {
        patience = settings.patience();
        admin =
                Admin.create(
                        kafka.with(
                                Map.of(
                                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(),
                                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                                millis())));
    }

    CompletionStage<Boolean> answers() {
        var options = new DescribeClusterOptions().timeoutMs(millis());
        return admin.describeCluster(options)
                .nodes()
                .toCompletionStage()
                .thenApply(nodes -> !nodes.isEmpty());
    }

    /** How many consumers read turns now; fails where nobody has ever read them. */
    CompletionStage<Integer> workers() {
        var options = new DescribeConsumerGroupsOptions().timeoutMs(millis());
        return admin.describeConsumerGroups(List.of(WORKERS), options)
                .all()
                .toCompletionStage()
                .thenApply(KafkaCheck::members);
    }

    private static int members(Map<String, ConsumerGroupDescription> groups) {
        return groups.values().stream().mapToInt(group -> group.members().size()).sum();
    }

    private int millis() {
        return Math.toIntExact(patience.toMillis());
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }
}
