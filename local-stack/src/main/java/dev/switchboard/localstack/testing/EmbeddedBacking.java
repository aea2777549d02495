package dev.switchboard.localstack.testing;

import dev.switchboard.localstack.kafka.KafkaServer;
import dev.switchboard.localstack.postgres.PostgresServer;
import dev.switchboard.localstack.process.BinaryCache;
import dev.switchboard.localstack.process.Part;
import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.localstack.redis.RedisServer;
import dev.switchboard.localstack.supervisor.StackPart;
import dev.switchboard.localstack.supervisor.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Backing services from the class path, on free ports, in a directory that is deleted when the JVM
 * ends.
 */
final class EmbeddedBacking {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private EmbeddedBacking() {}

    static Map<Backing, String> start(Set<Backing> needs) {
        StateDirectory state = new StateDirectory(temporaryDirectory());
        List<StackPart> parts = new ArrayList<>();
        Map<Backing, String> addresses = new EnumMap<>(Backing.class);
        for (Backing need : needs) {
            Started started = prepare(need, state);
            parts.add(StackPart.unhealing(started.part(), state));
            addresses.put(need, started.address());
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> end(parts, state), "end backing services"));
        parts.forEach(StackPart::start);
        parts.forEach(part -> part.awaitReady(PATIENCE));
        return addresses;
    }

    private record Started(Part part, String address) {}

    private static Started prepare(Backing need, StateDirectory state) {
        Map<String, String> environment = System.getenv();
        return switch (need) {
            case KAFKA -> {
                var kafka = new KafkaServer(TcpPorts.free(), state.data("kafka"), environment);
                yield new Started(kafka, kafka.bootstrapServers());
            }
            case POSTGRES -> {
                var postgres =
                        new PostgresServer(
                                TcpPorts.free(), state.data("postgres"), "test", environment);
                yield new Started(postgres, postgres.url());
            }
            case REDIS -> {
                var redis = new RedisServer(TcpPorts.free(), state.data("redis"), environment);
                yield new Started(redis, redis.url());
            }
        };
    }

    private static void end(List<StackPart> parts, StateDirectory state) {
        parts.forEach(StackPart::stop);
        try {
            BinaryCache.delete(state.root());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + state.root(), e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("switchboard-test");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory", e);
        }
    }
}
