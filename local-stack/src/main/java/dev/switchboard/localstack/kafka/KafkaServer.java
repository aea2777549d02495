package dev.switchboard.localstack.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.process.JavaCommand;
import dev.switchboard.localstack.process.JvmProgram;
import dev.switchboard.localstack.process.Program;
import dev.switchboard.localstack.process.TcpPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kafka broker as a process of its own; ready once every declared topic exists.
 *
 * @param jvm command line that starts {@link KafkaMain}, without its arguments
 */
public record KafkaServer(
        int port,
        Path directory,
        Optional<KafkaSecurity> security,
        List<String> jvm,
        Map<String, String> environment)
        implements Program {

    public KafkaServer {
        jvm = List.copyOf(jvm);
        environment = Map.copyOf(environment);
    }

    /** Broker from this JVM's own class path. */
    public KafkaServer(
            int port,
            Path directory,
            Optional<KafkaSecurity> security,
            Map<String, String> environment) {
        this(
                port,
                directory,
                security,
                JavaCommand.ofMain(
                        KafkaMain.class.getName(), JvmProgram.KAFKA.options(), List.of()),
                environment);
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
        List<String> command = new ArrayList<>(jvm);
        command.add(Integer.toString(port));
        command.add(Integer.toString(TcpPorts.free()));
        command.add(directory.toString());
        if (security.isPresent()) {
            Path file = directory.resolve("security.properties");
            security.get().write(file);
            command.add(file.toString());
        }
        return command;
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
