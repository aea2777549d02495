package dev.switchboard.operator.health;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks the broker whether it is there, and who reads turns. */
@ApplicationScoped
class KafkaCheck {
    /** The consumer group in which every AI worker reads turns. */
    private static final String WORKERS = "ai-worker";

    private final Admin admin;
    private final Duration patience;

    KafkaCheck(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            HealthSettings settings) {
        patience = settings.patience();
        admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(),
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis()));
    }

    boolean answers() throws InterruptedException {
        var options = new DescribeClusterOptions().timeoutMs(millis());
        return answer(admin.describeCluster(options).nodes(), List.of()).size() > 0;
    }

    /** How many consumers read turns now; none when the broker does not say. */
    int workers() throws InterruptedException {
        var options = new DescribeConsumerGroupsOptions().timeoutMs(millis());
        var groups = admin.describeConsumerGroups(List.of(WORKERS), options).all();
        return answer(groups, Map.<String, ConsumerGroupDescription>of()).values().stream()
                .mapToInt(group -> group.members().size())
                .sum();
    }

    /** A group that nobody has ever joined is an error to Kafka and nobody to us. */
    private <T> T answer(KafkaFuture<T> asked, T otherwise) throws InterruptedException {
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return otherwise;
        }
    }

    private int millis() {
        return Math.toIntExact(patience.toMillis());
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }
}
