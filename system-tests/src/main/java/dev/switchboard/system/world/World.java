package dev.switchboard.system.world;

import dev.switchboard.localstack.http.JsonClient;
import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.localstack.simulator.record.NanoClock;
import dev.switchboard.localstack.supervisor.LocalStack;
import dev.switchboard.localstack.supervisor.StackPart;
import dev.switchboard.localstack.supervisor.StackPorts;
import dev.switchboard.localstack.supervisor.StartCaches;
import dev.switchboard.model.identity.Channel;
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
 * The product as processes on free ports, two instances of each service but the operator's, in
 * front of a simulator that remembers much. Twilio's webhooks go to the first ingress, Meta's to
 * the second. Safe for use by several threads.
 */
public final class World implements AutoCloseable {
    private static final int SIMULATOR_HEAP_MEGABYTES = 768;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> TWICE = List.of("ingress", "buffer", "ai-worker", "outbound");

    private final LocalStack stack;
    private final Map<String, Integer> secondPorts;
    private final long seed;
    private final NanoClock clock = new NanoClock();
    private final Simulator simulator;
    private final OperatorApi operator;
    private final ClockDifference clockDifference;
    private final Map<String, StackPart> thirds = new ConcurrentHashMap<>();
    private final Map<String, JsonClient> instances = new ConcurrentHashMap<>();
    private final AtomicInteger customers = new AtomicInteger();

    private World(LocalStack stack, Map<String, Integer> seconds, long seed) {
        this.stack = stack;
        this.secondPorts = Map.copyOf(seconds);
        this.seed = seed;
        this.simulator = new Simulator(new JsonClient(stack.url("simulator")));
        this.operator =
                new OperatorApi(
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
     * @param state where the stack keeps what it has; emptied first
     */
    public static World start(Path product, Path state, long seed) {
        return start(product, state, seed, Map.of());
    }

    /**
     * @param settings of all services, over the usual ones
     */
    public static World start(Path product, Path state, long seed, Map<String, String> settings) {
        StartCaches.make(product, state);
        var stack =
                LocalStack.builder(product, state)
                        .ports(StackPorts.free())
                        .environment(settings)
                        .ampleHealing()
                        .simulatorHeap(SIMULATOR_HEAP_MEGABYTES)
                        .fresh()
                        .start();
        try {
            var world = new World(stack, startSeconds(stack), seed);
            world.calm();
            return world;
        } catch (RuntimeException failed) {
            stack.close();
            throw failed;
        }
    }

    private static Map<String, Integer> startSeconds(LocalStack stack) {
        var ports = new HashMap<String, Integer>();
        TWICE.forEach(kind -> ports.put(second(kind), TcpPorts.free()));
        TWICE.stream()
                .map(kind -> another(stack, kind, ports))
                .toList()
                .forEach(part -> part.awaitReady(PATIENCE));
        return ports;
    }

    private static StackPart another(LocalStack stack, String kind, Map<String, Integer> ports) {
        var name = second(kind);
        return stack.startAnother(kind, name, Objects.requireNonNull(ports.get(name)), Map.of());
    }

    private static String second(String kind) {
        return kind + "-2";
    }

    /** The outside world as scenarios find it and leave it; what is recorded stays. */
    public void calm() {
        simulator.calm();
        simulator.webhookTargets(
                Map.of(
                        "twilio",
                        stack.env("TWILIO_WEBHOOK_URL"),
                        "meta",
                        url("ingress-2") + "/webhook"));
    }

    /** Where an instance that speaks HTTP is found, without a slash at the end. */
    public String url(String instance) {
        var port = secondPorts.get(instance);
        return port == null ? stack.url(instance) : "http://127.0.0.1:" + port;
    }

    public LocalStack stack() {
        return stack;
    }

    public Simulator simulator() {
        return simulator;
    }

    public OperatorApi operator() {
        return operator;
    }

    public long seed() {
        return seed;
    }

    /** The harness's clock; it never goes back. */
    public InstantSource clock() {
        return clock;
    }

    /** Measured at the start. */
    public ClockDifference clockDifference() {
        return clockDifference;
    }

    /** Choices that are the same for the same seed and purpose. */
    public Random random(String purpose) {
        return new Random(seed * 31 + purpose.hashCode());
    }

    /** Every instance of a service, such as {@code buffer} and {@code buffer-2}. */
    public List<String> instancesOf(String kind) {
        return TWICE.contains(kind) ? List.of(kind, second(kind)) : List.of(kind);
    }

    /** Every instance of every service. */
    public List<String> serviceInstances() {
        var all = new ArrayList<String>();
        TWICE.forEach(kind -> all.addAll(instancesOf(kind)));
        all.add("operator");
        return all;
    }

    /** Memory and threads of an instance now. */
    public Vitals vitals(String instance) {
        return Vitals.of(stack.part(instance).pid());
    }

    /** What an instance's metrics say now. */
    public Metrics metrics(String instance) {
        return Metrics.of(client(instance));
    }

    /** What an instance's heap holds that is needed; its garbage is collected for that. */
    public Heap heap(String instance) {
        return Heap.collected(stack.part(instance).pid().orElseThrow(), client(instance));
    }

    private JsonClient client(String instance) {
        return instances.computeIfAbsent(instance, it -> new JsonClient(url(it)));
    }

    /**
     * One more instance of a service beside those that always run; returns at once. Whoever asks
     * for it stops it.
     */
    public StackPart join(String kind) {
        return thirds.computeIfAbsent(
                kind, _ -> stack.startAnother(kind, kind + "-3", TcpPorts.free(), Map.of()));
    }

    /** Somebody who has never written before. */
    public CustomerLine newCustomer(Channel channel) {
        return CustomerLine.number(customers.incrementAndGet(), channel);
    }

    @Override
    public void close() {
        stack.close();
    }
}
