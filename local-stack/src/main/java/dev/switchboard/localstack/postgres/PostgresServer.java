package dev.switchboard.localstack.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.process.BinaryCache;
import dev.switchboard.localstack.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * A PostgreSQL server with one database, {@value #DATABASE}, and durable commits.
 *
 * @param options server settings that override the defaults, as {@code name=value}
 */
public record PostgresServer(
        int port,
        Path directory,
        String password,
        List<String> options,
        Map<String, String> environment)
        implements Program {
    private static final String DATABASE = "switchboard";
    private static final String USER = "switchboard";
    private static final int MAX_CONNECTIONS = 300;

    /**
     * Small and durable. A shared buffer is counted in the memory of each process that has used it;
     * the system's page cache stands behind it.
     */
    private static final List<String> DEFAULTS =
            List.of(
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "max_connections=" + MAX_CONNECTIONS,
                    "fsync=on",
                    "synchronous_commit=on",
                    "shared_buffers=64MB",
                    "huge_pages=off",
                    "autovacuum_max_workers=2",
                    "autovacuum_work_mem=16MB",
                    "max_worker_processes=2",
                    "max_logical_replication_workers=0",
                    // Without the processes that would read for it.
                    "io_method=sync",
                    "jit=off");

    public PostgresServer {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    public PostgresServer(
            int port, Path directory, String password, Map<String, String> environment) {
        this(port, directory, password, List.of(), environment);
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<String> command() throws IOException {
        if (!Files.isDirectory(data())) {
            initialise();
        }
        List<String> arguments = new ArrayList<>();
        Collections.addAll(arguments, "-D", data().toString(), "-p", Integer.toString(port));
        DEFAULTS.forEach(option -> Collections.addAll(arguments, "-c", option));
        options.forEach(option -> Collections.addAll(arguments, "-c", option));
        return program("postgres", arguments.toArray(String[]::new));
    }

    @Override
    public boolean isReady() {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "2");
        try (@Nullable Connection connection = new Driver().connect(jdbcUrl(), properties)) {
            return connection != null && connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Fast shutdown: clients are disconnected, open transactions roll back. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    public String url() {
        return "postgresql://" + USER + ":" + password + "@127.0.0.1:" + port + "/" + DATABASE;
    }

    private String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    private Path data() {
        return directory.resolve("data");
    }

    /**
     * Initialises a draft directory and then moves it, so that an interrupted start can be
     * repeated.
     */
    private void initialise() throws IOException {
        Path draft = directory.resolve("draft");
        BinaryCache.delete(draft);
        Files.createDirectories(directory);
        Path passwordFile = Files.writeString(directory.resolve("password"), password);
        run(
                "",
                program(
                        "initdb",
                        "-D",
                        draft.toString(),
                        "-U",
                        USER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        // The password is random; stretching it would cost each new connection.
                        "--set=scram_iterations=64",
                        "--encoding=UTF-8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-sync"));
        Files.delete(passwordFile);
        run(
                "CREATE DATABASE " + DATABASE + "\n",
                program("postgres", "--single", "-D", draft.toString(), "postgres"));
        Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(String input, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var writer = process.outputWriter(UTF_8)) {
            writer.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (exitStatus(process) != 0) {
            throw new IOException("PostgreSQL could not be set up: " + output.strip());
        }
    }

    private static int exitStatus(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while PostgreSQL was set up", e);
        }
    }

    /**
     * PostgreSQL refuses to run as root, so root starts it in a user namespace, where it is nobody.
     */
    private static List<String> program(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(PostgresBinaries.home().resolve("bin").resolve(name).toString());
        command.addAll(Arrays.asList(arguments));
        return command;
    }
}
