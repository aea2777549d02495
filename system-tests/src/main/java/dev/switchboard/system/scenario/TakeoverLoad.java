package dev.switchboard.system.scenario;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.EchoedCall;
import dev.switchboard.system.record.ListedPart;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.traffic.SimulatedCustomer;
import dev.switchboard.system.world.CustomerPhone;
import dev.switchboard.system.world.OwnershipCall;
import dev.switchboard.system.world.Pause;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Load of conversations that operators take over, and its results. */
final class TakeoverLoad {
    /** With some 3 s from the message to the takeover, 10 takeovers a second. */
    private static final int MAX_CONCURRENT = 30;

    private static final Duration QUIET_PERIOD = Duration.ofSeconds(2);
    private static final int PARTS = 6;
    private static final Duration FIRST_PART_TIMEOUT = Duration.ofSeconds(12);
    private static final Duration TAKEOVER_TIMEOUT = Duration.ofSeconds(45);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(50);
    private static final int OPERATOR_WRITES_EVERY = 10;

    private final World world;
    private final ScenarioRun run;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);
    private final ConcurrentLinkedQueue<Duration> takeoverTimes = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> refused = new ConcurrentHashMap<>();
    private final Map<String, CustomerPhone> operatorTexts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Violation> violations = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<CustomerPhone> midDelivery = new ConcurrentLinkedQueue<>();

    TakeoverLoad(World world, ScenarioRun run) {
        this.world = world;
        this.run = run;
    }

    /** Returns once so many customers of the channel have written and have been taken over. */
    void wave(Channel channel, int customers, Takeovers.Latencies latencies, Random random) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var n = 0; n < customers; n++) {
                var own = new Random(random.nextLong());
                var customer =
                        new SimulatedCustomer(world, run.journal(), world.newCustomer(channel));
                var writes = n % OPERATOR_WRITES_EVERY == 0;
                permits.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        converse(customer, latencies, own, writes);
                    } finally {
                        permits.release();
                    }
                });
            }
        }
    }

    private void converse(
            SimulatedCustomer customer,
            Takeovers.Latencies latencies,
            Random random,
            boolean operatorWrites) {
        customer.beginBurst();
        var message = customer.write();
        if (!message.promised()) {
            return;
        }
        if (random.nextBoolean()) {
            Pause.sleep(within(QUIET_PERIOD.plus(latencies.thinking()).plusMillis(500), random));
        } else if (run.sends().awaitAnswers(Set.of(message.marker()), FIRST_PART_TIMEOUT)) {
            midDelivery.add(customer.phone());
            Pause.sleep(within(latencies.sending().plusMillis(30).multipliedBy(PARTS), random));
        }
        takeOver(customer.phone())
                .ifPresent(call -> {
                    takeoverTimes.add(Duration.between(call.requestedAt(), call.answeredAt()));
                    if (operatorWrites) {
                        operatorWrites(customer.phone());
                    }
                });
    }

    private static Duration within(Duration max, Random random) {
        return Duration.ofMillis(random.nextLong(max.toMillis()));
    }

    /** Retries until it is done: a refusal says that nothing has changed and to try again. */
    private Optional<OwnershipCall> takeOver(CustomerPhone phone) {
        var end = world.clock().instant().plus(TAKEOVER_TIMEOUT);
        while (world.clock().instant().isBefore(end)) {
            var call = world.operator().takeover(phone);
            run.journal().recordTakeover(phone, call);
            if (call.confirmed()) {
                return Optional.of(call);
            }
            refused.merge(call.status(), 1, Integer::sum);
            Pause.sleep(RETRY_INTERVAL);
        }
        violations.add(new Violation("Takeover", phone.name(), "was refused for too long"));
        return Optional.empty();
    }

    private void operatorWrites(CustomerPhone phone) {
        var text = "A person answers " + phone.name();
        run.journal().recordOperatorMessage(phone, text);
        var answer = world.operator().message(phone, text);
        if (answer.isSuccess()) {
            operatorTexts.put(text, phone);
        } else {
            violations.add(
                    new Violation(
                            "OperatorIsHeard",
                            phone.name(),
                            "the operator's message was answered " + answer.status()));
        }
    }

    /**
     * Records violations for operator messages that were accepted and did not arrive in time,
     * unless their outcome is listed as unknown, as after a kill in the middle of a send.
     */
    void awaitOperators(Duration timeout) {
        run.sends().await(sends -> texts(sends).containsAll(operatorTexts.keySet()), timeout);
        var arrived = texts(run.sends().all());
        var parked =
                new OpenParts(world.operator(), run.begin())
                        .in("unknown", run.journal())
                        .map(ListedPart::text)
                        .collect(Collectors.toSet());
        operatorTexts.forEach((text, phone) -> {
            if (!arrived.contains(text) && !parked.contains(text)) {
                violations.add(
                        new Violation(
                                "OperatorIsHeard",
                                phone.name(),
                                "the operator's message did not arrive"));
            }
        });
    }

    private static Set<String> texts(List<Send> sends) {
        return sends.stream().filter(Send::tookEffect).map(Send::body).collect(Collectors.toSet());
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    Map<String, Object> figures() {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("takeovers", takeoverTimes.size());
        figures.put("of them while parts were sent", midDelivery.size());
        figures.put("takeover's answer", DurationStats.of(takeoverTimes));
        figures.put("refused and retried, by status", new TreeMap<>(refused));
        figures.put("replies cut off by a takeover", cutOff());
        figures.put("operator messages after a takeover", operatorTexts.size());
        return figures;
    }

    /** Number of replies of which a takeover suppressed the last part. */
    private long cutOff() {
        return run.sends().all().stream()
                .filter(Send::tookEffect)
                .flatMap(send -> EchoedCall.read(send.body()).stream())
                .collect(Collectors.groupingBy(EchoedCall::call))
                .values()
                .stream()
                .filter(parts -> parts.size() < parts.getFirst().partCount())
                .count();
    }
}
