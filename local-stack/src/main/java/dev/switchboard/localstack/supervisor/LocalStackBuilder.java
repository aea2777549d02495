package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.JvmProgram;
import dev.switchboard.localstack.process.TcpPorts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Configures a local stack and starts it. */
public final class LocalStackBuilder {
    private final Path product;
    private final StateDirectory state;
    private final Map<String, Map<String, String>> ownSettings = new HashMap<>();
    private StackPorts ports = StackPorts.standard();
    private Set<String> programs = Set.copyOf(LocalStack.allPrograms());
    private Map<String, String> dotEnv = Map.of();
    private Map<String, String> environment = Map.of();
    private StackListener listener = StackListener.silent();
    private Supplier<RestartBudget> budgets = RestartBudget::normal;
    private int simulatorHeapMegabytes = JvmProgram.SIMULATOR.maxHeapMegabytes();
    private boolean fresh;
    private boolean recording;

    LocalStackBuilder(Path product, Path stateDirectory) {
        this.product = product.toAbsolutePath().normalize();
        this.state = new StateDirectory(stateDirectory);
    }

    public LocalStackBuilder ports(StackPorts ports) {
        this.ports = ports;
        return this;
    }

    /** Runs only these programs. */
    public LocalStackBuilder programs(String... names) {
        this.programs = Set.of(names);
        return this;
    }

    /** Reads settings from an env file; they override the stack's own. */
    public LocalStackBuilder dotEnv(Path file) {
        this.dotEnv = EnvFile.read(file);
        return this;
    }

    /** Settings of all programs that override all others. */
    public LocalStackBuilder environment(Map<String, String> settings) {
        this.environment = Map.copyOf(settings);
        return this;
    }

    /** Setting of one program only. */
    public LocalStackBuilder setting(String program, String name, String value) {
        ownSettings.computeIfAbsent(program, _ -> new HashMap<>()).put(name, value);
        return this;
    }

    /** Programs that die stay down until they are started explicitly. */
    public LocalStackBuilder withoutRestarts() {
        this.budgets = RestartBudget::none;
        return this;
    }

    /** Programs are restarted up to 60 times a minute, for tests that kill them. */
    public LocalStackBuilder frequentRestarts() {
        this.budgets = RestartBudget::frequent;
        return this;
    }

    /** Heap of a simulator that keeps large records. */
    public LocalStackBuilder simulatorHeap(int megabytes) {
        this.simulatorHeapMegabytes = megabytes;
        return this;
    }

    /**
     * Makes each JVM leave a recording for its start cache when it stops cleanly. Such a JVM starts
     * and stops slowly.
     */
    LocalStackBuilder recording() {
        this.recording = true;
        return this;
    }

    /** Deletes all state first. */
    public LocalStackBuilder fresh() {
        this.fresh = true;
        return this;
    }

    public LocalStackBuilder listener(StackListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * Starts every program and returns once all are ready; when one cannot, stops what runs and
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

    /**
     * Stack whose programs are not started yet; it locks the state directory until it is closed.
     */
    LocalStack prepare() {
        StackLock lock = StackLock.acquire(state);
        try {
            OrphanProcesses.end(state, listener);
            if (fresh) {
                state.empty();
            }
            if (recording) {
                state.createRecordings();
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
        Map<String, String> secrets = Secrets.loadOrGenerate(state.env());
        StackSettings settings = StackSettings.of(ports, secrets, dotEnv, environment);
        String password = String.valueOf(secrets.get("LOCAL_POSTGRES_PASSWORD"));
        StackPrograms factory =
                new StackPrograms(
                        new ProductJvms(product),
                        state,
                        ports,
                        settings,
                        password,
                        simulatorHeapMegabytes,
                        recording);
        Supervision supervision =
                recording ? Supervision.ofRecording(listener) : Supervision.of(listener, budgets);
        LocalStack stack = new LocalStack(factory, state, ports, settings, supervision, lock);
        stack.prepare(programs, ownSettings);
        return stack;
    }

    private void refusePortsInUse() {
        List<String> taken =
                LocalStack.allPrograms().stream()
                        .filter(programs::contains)
                        .filter(program -> TcpPorts.inUse(ports.of(program)))
                        .map(program -> ports.of(program) + " (" + program + ")")
                        .toList();
        if (!taken.isEmpty()) {
            throw new StackException(
                    "Another program uses port " + String.join(", ", taken) + "; stop it first.");
        }
    }
}
