package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.http.JsonClient;
import dev.switchboard.localstack.supervisor.LocalStack;
import dev.switchboard.localstack.supervisor.StackPorts;
import dev.switchboard.system.chaos.ProductDirectory;
import dev.switchboard.testing.SecuredBacking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every client with TLS and logins: producers, channels, Streams with its own admin and restore
 * consumers, the buffer's and the operator's admins, the readiness check of ingress; both pools of
 * PostgreSQL and Flyway; Redis.
 */
class SecuredConnectionsTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir Path directory;

    @Test
    void productWorksWithTlsAndLoginsAtKafkaPostgresAndRedis() throws Exception {
        try (var backing = SecuredBacking.start(directory.resolve("backing"))) {
            assertPlainTextIsRefused(backing.settings());

            // When
            try (var stack = product(backing.settings())) {
                var simulator = new JsonClient(stack.url("simulator"));
                simulator.post(
                        "/sim/phones/+15550000001/messages",
                        Map.of("channel", "twilio", "text", "Hi"));

                // Then
                await().atMost(TIMEOUT)
                        .untilAsserted(() ->
                                assertThat(simulator.get("/sim").json().path("sends").asInt())
                                        .isPositive());
                var checks =
                        new JsonClient(stack.url("operator")).get("/health").json().path("checks");
                assertThat(checks.path("database").asText()).isEqualTo("connected");
                assertThat(checks.path("redis").asText()).isEqualTo("connected");
                assertThat(checks.path("kafka").asText()).isEqualTo("connected");
            }
        }
    }

    private LocalStack product(Map<String, String> settings) {
        return LocalStack.builder(
                        ProductDirectory.beside(Path.of("..")), directory.resolve("product"))
                .ports(StackPorts.free())
                .programs("simulator", "ingress", "buffer", "ai-worker", "outbound", "operator")
                .environment(settings)
                .start();
    }

    private static void assertPlainTextIsRefused(Map<String, String> settings) {
        var servers = settings.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "");
        try (var stranger =
                Admin.create(
                        Map.of(
                                "bootstrap.servers",
                                servers,
                                "request.timeout.ms",
                                2_000,
                                "default.api.timeout.ms",
                                2_000))) {
            assertThatThrownBy(() -> stranger.listTopics().names().get())
                    .isInstanceOf(ExecutionException.class);
        }
    }
}
