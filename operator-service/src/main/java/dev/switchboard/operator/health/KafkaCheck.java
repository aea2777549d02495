package dev.switchboard.operator.health;

import dev.switchboard.chassis.kafka.KafkaConnection;
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

/** Checks that the broker answers, and counts the AI workers. */
@ApplicationScoped
class KafkaCheck {
    /** The consumer group in which every AI worker reads turns. */
    private static final String WORKERS = "ai-worker";

    private final Admin admin;
    private final Duration timeout;

    KafkaCheck(KafkaConnection kafka, HealthSettings settings) {
        timeout = settings.timeout();
        admin =
                Admin.create(
                        kafka.with(
                                Map.of(
                                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                                timeoutMillis(),
                                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                                timeoutMillis())));
    }

    CompletionStage<Boolean> answers() {
        var options = new DescribeClusterOptions().timeoutMs(timeoutMillis());
        return admin.describeCluster(options)
                .nodes()
                .toCompletionStage()
                .thenApply(nodes -> !nodes.isEmpty());
    }

    /** Number of live workers; fails where there has never been one. */
    CompletionStage<Integer> workers() {
        var options = new DescribeConsumerGroupsOptions().timeoutMs(timeoutMillis());
        return admin.describeConsumerGroups(List.of(WORKERS), options)
                .all()
                .toCompletionStage()
                .thenApply(KafkaCheck::members);
    }

    private static int members(Map<String, ConsumerGroupDescription> groups) {
        return groups.values().stream().mapToInt(group -> group.members().size()).sum();
    }

    private int timeoutMillis() {
        return Math.toIntExact(timeout.toMillis());
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }
}
