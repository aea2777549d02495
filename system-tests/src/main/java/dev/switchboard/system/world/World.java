package dev.switchboard.system.world;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.localstack.http.JsonClient;
import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.localstack.supervisor.LocalStack;
import dev.switchboard.localstack.supervisor.StackPorts;
import dev.switchboard.localstack.supervisor.StartCaches;
import dev.switchboard.localstack.supervisor.SupervisedProgram;
import dev.switchboard.localstack.supervisor.Training;
import dev.switchboard.simulator.record.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The product as processes on free ports, two instances of each service but the operator's, with a
 * simulator that keeps large records. Twilio's webhooks go to the first ingress, Meta's to the
 * second. Safe for use by several threads.
 */
public final class World implements AutoCloseable {
    private static final int SIMULATOR_HEAP_MEGABYTES = 768;
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final List<String> REPLICATED =
            List.of("ingress", "buffer", "ai-worker", "outbound");

    /** No limit of turns: customers of scenarios write more of them a minute than people do. */
    private static final Map<String, String> SETTINGS =
            Map.of("RATE_LIMITER_MAX_REQUESTS_PER_MINUTE", "0");

    private final LocalStack stack;
    private final Map<String, Integer> secondPorts;
    private final long seed;
    private final NanoClock clock = new NanoClock();
    private final SimulatorClient simulator;
    private final OperatorClient operator;
    private final ClockDifference clockDifference;
    private final Map<String, SupervisedProgram> thirdInstances = new ConcurrentHashMap<>();
    private final Map<String, JsonClient> instances = new ConcurrentHashMap<>();
    private final AtomicInteger customers = new AtomicInteger();

    private World(LocalStack stack, Map<String, Integer> seconds, long seed) {
        this.stack = stack;
        this.secondPorts = Map.copyOf(seconds);
        this.seed = seed;
        this.simulator = new SimulatorClient(new JsonClient(stack.url("simulator")));
        this.operator =
                new OperatorClient(
                        new JsonClient(
                                stack.url("operator"),
                                Map.of(
                                        "Authorization",
                                        "Bearer " + stack.env("SWITCHBOARD_API_TOKEN"))),
                        clock);
        this.clockDifference = ClockDifference.measure(simulator, clock);
    }

    /**
     * Starts everything from nothing and returns once all of it is ready.
     *
     * @param product the directory that holds the built modules
     * @param state the stack's state directory; emptied first
     */
    public static World start(Path product, Path state, long seed) {
        return start(product, state, seed, Map.of());
    }

    /**
     * @param settings settings of all services that override the defaults
     */
    public static World start(Path product, Path state, long seed, Map<String, String> settings) {
        StartCaches.make(product, Training.SHORT);
        var all = new HashMap<>(SETTINGS);
        all.putAll(settings);
        var stack =
                LocalStack.builder(product, state)
                        .ports(StackPorts.free())
                        .environment(all)
                        .frequentRestarts()
                        .simulatorHeap(SIMULATOR_HEAP_MEGABYTES)
                        .fresh()
                        .start();
        try {
            var world = new World(stack, startSecondInstances(stack), seed);
            world.restoreDefaults();
            return world;
        } catch (RuntimeException failed) {
            stack.close();
            throw failed;
        }
    }

    private static Map<String, Integer> startSecondInstances(LocalStack stack) {
        var ports = new HashMap<String, Integer>();
        REPLICATED.forEach(kind -> ports.put(secondInstance(kind), TcpPorts.free()));
        REPLICATED.stream()
                .map(kind -> startSecondInstance(stack, kind, ports))
                .toList()
                .forEach(program -> program.awaitReady(READY_TIMEOUT));
        return ports;
    }

    private static SupervisedProgram startSecondInstance(
            LocalStack stack, String kind, Map<String, Integer> ports) {
        var name = secondInstance(kind);
        return stack.startAnother(kind, name, Objects.requireNonNull(ports.get(name)), Map.of());
    }

    private static String secondInstance(String kind) {
        return kind + "-2";
    }

    /**
     * Restores the outside world to the state in which scenarios find it and leave it; records
     * stay.
     */
    public void restoreDefaults() {
        simulator.restoreDefaults();
        simulator.webhookTargets(
                Map.of(
                        "twilio",
                        stack.env("TWILIO_WEBHOOK_URL"),
                        "meta",
                        url("ingress-2") + "/webhook"));
    }

    /** Base URL of an instance, without a trailing slash. */
    public String url(String instance) {
        var port = secondPorts.get(instance);
        return port == null ? stack.url(instance) : "http://127.0.0.1:" + port;
    }

    public LocalStack stack() {
        return stack;
    }

    public SimulatorClient simulator() {
        return simulator;
    }

    public OperatorClient operator() {
        return operator;
    }

    public long seed() {
        return seed;
    }

    /** Clock of the harness; it never goes back. */
    public InstantSource clock() {
        return clock;
    }

    /** Difference measured at the start. */
    public ClockDifference clockDifference() {
        return clockDifference;
    }

    /** Random choices that are the same for the same seed and purpose. */
    public Random random(String purpose) {
        return new Random(seed * 31 + purpose.hashCode());
    }

    /** Every instance of a service, such as {@code buffer} and {@code buffer-2}. */
    public List<String> instancesOf(String kind) {
        return REPLICATED.contains(kind) ? List.of(kind, secondInstance(kind)) : List.of(kind);
    }

    /** Every instance of every service. */
    public List<String> serviceInstances() {
        var all = new ArrayList<String>();
        REPLICATED.forEach(kind -> all.addAll(instancesOf(kind)));
        all.add("operator");
        return all;
    }

    /** Current memory and threads of an instance. */
    public ProcessStats processStats(String instance) {
        return ProcessStats.of(stack.program(instance).pid());
    }

    /** Current metrics of an instance. */
    public Metrics metrics(String instance) {
        return Metrics.of(client(instance));
    }

    /** Live heap of an instance, after a garbage collection. */
    public Heap heap(String instance) {
        return Heap.measure(stack.program(instance).pid().orElseThrow(), client(instance));
    }

    private JsonClient client(String instance) {
        return instances.computeIfAbsent(instance, it -> new JsonClient(url(it)));
    }

    /**
     * Starts one more instance of a service beside those that always run, and returns at once. The
     * caller stops it.
     */
    public SupervisedProgram join(String kind) {
        return thirdInstances.computeIfAbsent(
                kind, _ -> stack.startAnother(kind, kind + "-3", TcpPorts.free(), Map.of()));
    }

    /** Customer who has never written before. */
    public CustomerPhone newCustomer(Channel channel) {
        return CustomerPhone.of(customers.incrementAndGet(), channel);
    }

    @Override
    public void close() {
        stack.close();
    }
}
