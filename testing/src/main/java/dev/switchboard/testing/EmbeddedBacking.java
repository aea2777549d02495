package dev.switchboard.testing;

import dev.switchboard.localstack.kafka.KafkaServer;
import dev.switchboard.localstack.postgres.PostgresServer;
import dev.switchboard.localstack.process.BinaryCache;
import dev.switchboard.localstack.process.Program;
import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.localstack.redis.RedisServer;
import dev.switchboard.localstack.supervisor.StateDirectory;
import dev.switchboard.localstack.supervisor.SupervisedProgram;
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
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private EmbeddedBacking() {}

    static Map<BackingService, String> start(Set<BackingService> needs) {
        StateDirectory state = new StateDirectory(temporaryDirectory());
        List<SupervisedProgram> programs = new ArrayList<>();
        Map<BackingService, String> addresses = new EnumMap<>(BackingService.class);
        for (BackingService need : needs) {
            Prepared prepared = prepare(need, state);
            programs.add(SupervisedProgram.withoutRestarts(prepared.program(), state));
            addresses.put(need, prepared.address());
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> end(programs, state), "end backing services"));
        programs.forEach(SupervisedProgram::start);
        programs.forEach(program -> program.awaitReady(START_TIMEOUT));
        return addresses;
    }

    private record Prepared(Program program, String address) {}

    private static Prepared prepare(BackingService need, StateDirectory state) {
        Map<String, String> environment = System.getenv();
        return switch (need) {
            case KAFKA -> {
                var kafka = new KafkaServer(TcpPorts.free(), state.data("kafka"), environment);
                yield new Prepared(kafka, kafka.bootstrapServers());
            }
            case POSTGRES -> {
                var postgres =
                        new PostgresServer(
                                TcpPorts.free(), state.data("postgres"), "test", environment);
                yield new Prepared(postgres, postgres.url());
            }
            case REDIS -> {
                var redis = new RedisServer(TcpPorts.free(), state.data("redis"), environment);
                yield new Prepared(redis, redis.url());
            }
        };
    }

    private static void end(List<SupervisedProgram> programs, StateDirectory state) {
        programs.forEach(SupervisedProgram::stop);
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
