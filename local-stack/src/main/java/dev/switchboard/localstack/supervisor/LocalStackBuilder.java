package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.TcpPorts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Says what a stack is made of, then starts it. */
public final class LocalStackBuilder {
    private final Path product;
    private final StateDirectory state;
    private final Map<String, Map<String, String>> ownSettings = new HashMap<>();
    private StackPorts ports = StackPorts.contract();
    private Set<String> parts = Set.copyOf(LocalStack.allParts());
    private Map<String, String> dotEnv = Map.of();
    private Map<String, String> environment = Map.of();
    private StackReport report = StackReport.silent();
    private Supplier<RestartBudget> budgets = RestartBudget::usual;
    private int simulatorHeapMegabytes = Parts.USUAL_SIMULATOR_HEAP;
    private boolean fresh;
    private boolean makesStartCaches;

    LocalStackBuilder(Path product, Path stateDirectory) {
        this.product = product.toAbsolutePath().normalize();
        this.state = new StateDirectory(stateDirectory);
    }

    public LocalStackBuilder ports(StackPorts ports) {
        this.ports = ports;
        return this;
    }

    /** Runs only these parts. */
    public LocalStackBuilder parts(String... names) {
        this.parts = Set.of(names);
        return this;
    }

    /** Reads settings from an env file, which win over the stack's own. */
    public LocalStackBuilder dotEnv(Path file) {
        this.dotEnv = EnvFile.read(file);
        return this;
    }

    /** Settings of all programs that win over everything else. */
    public LocalStackBuilder environment(Map<String, String> settings) {
        this.environment = Map.copyOf(settings);
        return this;
    }

    /** A setting of one part only. */
    public LocalStackBuilder setting(String part, String name, String value) {
        ownSettings.computeIfAbsent(part, _ -> new HashMap<>()).put(name, value);
        return this;
    }

    /** Parts that die stay down until they are started by hand. */
    public LocalStackBuilder withoutHealing() {
        this.budgets = RestartBudget::none;
        return this;
    }

    /** Parts are started again up to 60 times a minute, for who kills them on purpose. */
    public LocalStackBuilder ampleHealing() {
        this.budgets = RestartBudget::ample;
        return this;
    }

    /** More than the usual heap, for a simulator that is to remember much. */
    public LocalStackBuilder simulatorHeap(int megabytes) {
        this.simulatorHeapMegabytes = megabytes;
        return this;
    }

    /** When a service ends cleanly, its JVM writes what makes its next start a short one. */
    LocalStackBuilder makingStartCaches() {
        this.makesStartCaches = true;
        return this;
    }

    /** Deletes all state first. */
    public LocalStackBuilder fresh() {
        this.fresh = true;
        return this;
    }

    public LocalStackBuilder report(StackReport report) {
        this.report = report;
        return this;
    }

    /**
     * Starts every part and returns once all are ready; when one cannot, stops what runs and
     * throws.
     */
    public LocalStack start() {
        LocalStack stack = prepare();
        try {
            stack.start();
            return stack;
        } catch (StackException e) {
            stack.close();
            throw e;
        }
    }

    /** A stack whose parts are not started yet; it holds the state directory until it is closed. */
    LocalStack prepare() {
        StackLock lock = StackLock.take(state);
        try {
            Leftovers.end(state, report);
            if (fresh) {
                state.empty();
            }
            refusePortsInUse();
            state.rotateLogs();
            return assemble(lock);
        } catch (StackException e) {
            lock.close();
            throw e;
        }
    }

    private LocalStack assemble(StackLock lock) {
        Map<String, String> secrets = Secrets.keptIn(state.env());
        StackSettings settings = StackSettings.of(ports, secrets, dotEnv, environment);
        String password = String.valueOf(secrets.get("LOCAL_POSTGRES_PASSWORD"));
        Parts programs =
                new Parts(
                        product,
                        state,
                        ports,
                        settings,
                        password,
                        simulatorHeapMegabytes,
                        makesStartCaches);
        LocalStack stack = new LocalStack(programs, state, ports, settings, report, budgets, lock);
        stack.prepare(parts, ownSettings);
        return stack;
    }

    private void refusePortsInUse() {
        List<String> taken =
                LocalStack.allParts().stream()
                        .filter(parts::contains)
                        .filter(part -> TcpPorts.inUse(ports.of(part)))
                        .map(part -> ports.of(part) + " (" + part + ")")
                        .toList();
        if (!taken.isEmpty()) {
            throw new StackException(
                    "Another program uses port " + String.join(", ", taken) + "; stop it first.");
        }
    }
}
