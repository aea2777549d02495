package dev.switchboard.localstack.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.process.JavaCommand;
import dev.switchboard.localstack.process.Program;
import dev.switchboard.localstack.process.TcpPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kafka broker as a process of its own; ready once every declared topic exists. */
public record KafkaServer(
        int port, Path directory, Optional<KafkaSecurity> security, Map<String, String> environment)
        implements Program {
    private static final List<String> JVM_OPTIONS =
            List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    public KafkaServer {
        environment = Map.copyOf(environment);
    }

    /** Broker without authentication. */
    public KafkaServer(int port, Path directory, Map<String, String> environment) {
        this(port, directory, Optional.empty(), environment);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<String> command() throws IOException {
        Files.createDirectories(directory);
        Files.deleteIfExists(readyFile(directory));
        List<String> arguments = new ArrayList<>();
        arguments.add(Integer.toString(port));
        arguments.add(Integer.toString(TcpPorts.free()));
        arguments.add(directory.toString());
        if (security.isPresent()) {
            Path file = directory.resolve("security.properties");
            security.get().write(file);
            arguments.add(file.toString());
        }
        return JavaCommand.ofMain(KafkaMain.class.getName(), JVM_OPTIONS, arguments);
    }

    @Override
    public boolean isReady() {
        return Files.exists(readyFile(directory));
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    static void markReady(Path directory) throws IOException {
        Files.write(readyFile(directory), "ready\n".getBytes(UTF_8));
    }

    private static Path readyFile(Path directory) {
        return directory.resolve("ready");
    }
}
