package dev.switchboard.localstack.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.switchboard.localstack.process.BinaryCache;
import dev.switchboard.localstack.process.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server that keeps its data in a directory (append-only file, synced every second).
 *
 * @param options additional command-line options
 */
public record RedisServer(
        int port,
        Path directory,
        Optional<String> password,
        List<String> options,
        Map<String, String> environment)
        implements Program {
    private static final String VERSION = "redis-6.2";

    public RedisServer {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /** Server without a password. */
    public RedisServer(int port, Path directory, Map<String, String> environment) {
        this(port, directory, Optional.empty(), List.of(), environment);
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<String> command() throws IOException {
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>();
        Collections.addAll(
                command,
                executable().toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                directory.toString(),
                "--appendonly",
                "yes",
                "--save",
                "");
        password.ifPresent(secret -> Collections.addAll(command, "--requirepass", secret));
        command.addAll(options);
        return command;
    }

    @Override
    public boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(500);
            String login = password.map(secret -> "AUTH " + secret + "\r\n").orElse("");
            String expected = (login.isEmpty() ? "" : "+OK\r\n") + "+PONG";
            socket.getOutputStream().write((login + "PING\r\n").getBytes(US_ASCII));
            byte[] response = socket.getInputStream().readNBytes(expected.length());
            return new String(response, US_ASCII).equals(expected);
        } catch (IOException e) {
            return false;
        }
    }

    public String url() {
        return "redis://"
                + password.map(secret -> ":" + secret + "@").orElse("")
                + "127.0.0.1:"
                + port;
    }

    private static Path executable() throws IOException {
        return BinaryCache.directory(VERSION, RedisServer::unpack).resolve("redis-server");
    }

    private static void unpack(Path directory) throws IOException {
        Path unpacked = ExecutableProvider.newJarResourceProvider().get().toPath();
        Path executable = directory.resolve("redis-server");
        Files.copy(unpacked, executable, StandardCopyOption.REPLACE_EXISTING);
        if (!executable.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + executable + " executable");
        }
    }
}
