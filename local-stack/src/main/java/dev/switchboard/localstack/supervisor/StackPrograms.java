package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.kafka.KafkaServer;
import dev.switchboard.localstack.postgres.PostgresServer;
import dev.switchboard.localstack.process.JavaCommand;
import dev.switchboard.localstack.process.Program;
import dev.switchboard.localstack.redis.RedisServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the programs of a stack from its settings. */
final class StackPrograms {
    private static final String SIMULATOR_MAIN = "dev.switchboard.simulator.SimulatorMain";
    static final int DEFAULT_SIMULATOR_HEAP_MEGABYTES = 192;
    private static final List<String> INHERITED_VARIABLES =
            List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_CACHE_HOME");

    private final Path product;
    private final StateDirectory state;
    private final StackPorts ports;
    private final StackSettings settings;
    private final String postgresPassword;
    private final int simulatorHeapMegabytes;
    private final boolean makesStartCaches;

    StackPrograms(
            Path product,
            StateDirectory state,
            StackPorts ports,
            StackSettings settings,
            String postgresPassword,
            int simulatorHeapMegabytes,
            boolean makesStartCaches) {
        this.product = product;
        this.state = state;
        this.ports = ports;
        this.settings = settings;
        this.postgresPassword = postgresPassword;
        this.simulatorHeapMegabytes = simulatorHeapMegabytes;
        this.makesStartCaches = makesStartCaches;
    }

    /** Named program, with settings of its own that override the stack's. */
    Program program(String name, Map<String, String> ownSettings) {
        Map<String, String> environment = environment(ownSettings);
        Path data = state.data(name);
        return switch (name) {
            case "kafka" -> new KafkaServer(ports.of(name), data, environment);
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
                serviceCommand(service),
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
        ProcessBuilder maven = new ProcessBuilder(command).directory(product.toFile());
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
        if (service == ProductService.BUFFER) {
            environment.putIfAbsent("BUFFER_INSTANCE", name);
            environment.putIfAbsent("BUFFER_STATE_DIR", state.data(name).toString());
        }
        return environment;
    }

    private Program simulator(Map<String, String> environment) {
        URI page = URI.create("http://127.0.0.1:" + ports.of("simulator") + "/");
        List<String> jvmOptions =
                List.of("-Xmx" + simulatorHeapMegabytes + "m", "-XX:+UseSerialGC");
        return new HttpProgram(
                "simulator",
                JavaCommand.ofMain(SIMULATOR_MAIN, jvmOptions, List.of()),
                environment,
                page);
    }

    private List<String> serviceCommand(ProductService service) {
        Path application = service.application(product);
        Path jar = application.resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StackException(service.module() + " is not built: there is no " + jar);
        }
        List<String> jvmOptions = new ArrayList<>();
        jvmOptions.add("-Xmx" + service.heapMegabytes() + "m");
        jvmOptions.add("-XX:+UseSerialGC");
        jvmOptions.add("-XX:+ExitOnOutOfMemoryError");
        Path startCache = service.startCache(product);
        if (makesStartCaches) {
            jvmOptions.add("-XX:AOTCacheOutput=" + startCache);
        } else if (Files.exists(startCache)) {
            jvmOptions.add("-XX:AOTCache=" + startCache);
        }
        return JavaCommand.ofJar(jar, jvmOptions);
    }

    private Map<String, String> environment(Map<String, String> ownSettings) {
        Map<String, String> environment = new HashMap<>();
        for (String name : INHERITED_VARIABLES) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.putAll(settings.all());
        environment.putAll(ownSettings);
        return environment;
    }
}
