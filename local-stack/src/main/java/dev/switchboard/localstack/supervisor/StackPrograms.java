package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.kafka.KafkaServer;
import dev.switchboard.localstack.postgres.PostgresServer;
import dev.switchboard.localstack.process.JvmProgram;
import dev.switchboard.localstack.process.Program;
import dev.switchboard.localstack.redis.RedisServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the programs of a stack from its settings. */
final class StackPrograms {
    private static final List<String> INHERITED_VARIABLES =
            List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_CACHE_HOME");

    /**
     * The C library keeps freed memory by thread; with two pools for all threads a JVM of many
     * threads keeps some ten megabytes instead of a hundred.
     */
    private static final Map<String, String> SMALL_MEMORY = Map.of("MALLOC_ARENA_MAX", "2");

    private final ProductJvms jvms;
    private final StateDirectory state;
    private final StackPorts ports;
    private final StackSettings settings;
    private final String postgresPassword;
    private final int simulatorHeapMegabytes;
    private final boolean recording;

    StackPrograms(
            ProductJvms jvms,
            StateDirectory state,
            StackPorts ports,
            StackSettings settings,
            String postgresPassword,
            int simulatorHeapMegabytes,
            boolean recording) {
        this.jvms = jvms;
        this.state = state;
        this.ports = ports;
        this.settings = settings;
        this.postgresPassword = postgresPassword;
        this.simulatorHeapMegabytes = simulatorHeapMegabytes;
        this.recording = recording;
    }

    /** Named program, with settings of its own that override the stack's. */
    Program program(String name, Map<String, String> ownSettings) {
        Map<String, String> environment = environment(ownSettings);
        Path data = state.data(name);
        return switch (name) {
            case "kafka" ->
                    new KafkaServer(
                            ports.of(name),
                            data,
                            Optional.empty(),
                            command(JvmProgram.KAFKA),
                            environment);
            case "postgres" ->
                    new PostgresServer(ports.of(name), data, postgresPassword, environment);
            case "redis" -> new RedisServer(ports.of(name), data, environment);
            case "simulator" -> simulator(environment);
            default -> service(name, name, ports.of(name), ownSettings);
        };
    }

    /** Service under a name and port of its own, so that two of a kind can run. */
    Program service(String kind, String name, int port, Map<String, String> ownSettings) {
        ProductService service = service(kind);
        URI readiness = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        return new HttpProgram(
                name,
                command(service.jvm()),
                service.niceness(),
                serviceEnvironment(service, name, port, ownSettings),
                readiness);
    }

    /**
     * Quarkus' dev mode of a service, by Maven, with the settings that {@link #program} gives it.
     */
    ProcessBuilder devMode(String name) {
        ProductService service = service(name);
        // env, because Java itself looks for programs on its own PATH, not on the given one.
        List<String> command = new ArrayList<>(List.of("env", "mvn", "-q", "-ntp"));
        command.addAll(List.of("-pl", service.module(), "-am", "process-classes", "quarkus:dev"));
        command.add("-Ddev.directory=" + state.root());
        command.add("-Dmaven.test.skip=true");
        command.add("-Dquarkus.analytics.disabled=true");
        ProcessBuilder maven = new ProcessBuilder(command).directory(jvms.product().toFile());
        Map<String, String> environment = maven.environment();
        environment.clear();
        environment.putAll(serviceEnvironment(service, name, ports.of(name), Map.of()));
        // Dev mode's own profile could have other settings than the supervised service.
        environment.put("QUARKUS_PROFILE", "prod");
        environment.put("QUARKUS_TEST_CONTINUOUS_TESTING", "disabled");
        return maven;
    }

    private static ProductService service(String kind) {
        return ProductService.named(kind)
                .orElseThrow(() -> new StackException("There is no service called " + kind));
    }

    private Map<String, String> serviceEnvironment(
            ProductService service, String name, int port, Map<String, String> ownSettings) {
        Map<String, String> environment = environment(ownSettings);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.putIfAbsent("KAFKA_GROUP_INSTANCE_ID", name);
        if (service == ProductService.BUFFER) {
            environment.putIfAbsent("BUFFER_INSTANCE", name);
            environment.putIfAbsent("BUFFER_STATE_DIR", state.data(name).toString());
        }
        return environment;
    }

    private Program simulator(Map<String, String> environment) {
        URI page = URI.create("http://127.0.0.1:" + ports.of("simulator") + "/");
        List<String> command =
                recording
                        ? command(JvmProgram.SIMULATOR)
                        : jvms.command(JvmProgram.SIMULATOR, simulatorHeapMegabytes);
        return new HttpProgram("simulator", command, 0, environment, page);
    }

    private List<String> command(JvmProgram program) {
        return recording && jvms.isPackaged(program)
                ? jvms.recordingCommand(program, state.recording(program.programName()))
                : jvms.command(program);
    }

    private Map<String, String> environment(Map<String, String> ownSettings) {
        Map<String, String> environment = new HashMap<>();
        for (String name : INHERITED_VARIABLES) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.putAll(SMALL_MEMORY);
        environment.putAll(settings.all());
        environment.putAll(ownSettings);
        return environment;
    }
}
