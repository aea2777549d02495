package dev.switchboard.system.scenario;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.Echoed;
import dev.switchboard.system.record.ListedPart;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.traffic.Customer;
import dev.switchboard.system.world.CustomerLine;
import dev.switchboard.system.world.Handover;
import dev.switchboard.system.world.Waiting;
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

/** Conversations that people take over, and what they were told. */
final class Takings {
    /** With some 3 s from the message to the takeover, 10 takeovers a second. */
    private static final int SIDE_BY_SIDE = 30;

    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int PARTS = 6;
    private static final Duration FIRST_PART_PATIENCE = Duration.ofSeconds(12);
    private static final Duration TAKEOVER_PATIENCE = Duration.ofSeconds(45);
    private static final Duration AGAIN = Duration.ofMillis(50);
    private static final int OPERATOR_WRITES_EVERY = 10;

    private final World world;
    private final Trial trial;
    private final Semaphore places = new Semaphore(SIDE_BY_SIDE);
    private final ConcurrentLinkedQueue<Duration> answered = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> refused = new ConcurrentHashMap<>();
    private final Map<String, CustomerLine> operators = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Violation> violations = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<CustomerLine> midDelivery = new ConcurrentLinkedQueue<>();

    Takings(World world, Trial trial) {
        this.world = world;
        this.trial = trial;
    }

    /** Returns once so many customers of the channel have written and been taken over. */
    void wave(Channel channel, int customers, Takeovers.Pace pace, Random random) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var n = 0; n < customers; n++) {
                var own = new Random(random.nextLong());
                var customer = new Customer(world, trial.journal(), world.newCustomer(channel));
                var writes = n % OPERATOR_WRITES_EVERY == 0;
                places.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        converse(customer, pace, own, writes);
                    } finally {
                        places.release();
                    }
                });
            }
        }
    }

    private void converse(
            Customer customer, Takeovers.Pace pace, Random random, boolean operatorWrites) {
        customer.beginBurst();
        var message = customer.write();
        if (!message.promised()) {
            return;
        }
        if (random.nextBoolean()) {
            Waiting.pass(within(QUIET.plus(pace.thinking()).plusMillis(500), random));
        } else if (trial.sends().awaitAnswers(Set.of(message.marker()), FIRST_PART_PATIENCE)) {
            midDelivery.add(customer.line());
            Waiting.pass(within(pace.sending().plusMillis(30).multipliedBy(PARTS), random));
        }
        takeOver(customer.line())
                .ifPresent(handover -> {
                    answered.add(Duration.between(handover.asked(), handover.answered()));
                    if (operatorWrites) {
                        operatorWrites(customer.line());
                    }
                });
    }

    private static Duration within(Duration longest, Random random) {
        return Duration.ofMillis(random.nextLong(longest.toMillis()));
    }

    /** Asks until it is done: a refusal says that nothing has changed and to try again. */
    private Optional<Handover> takeOver(CustomerLine line) {
        var end = world.clock().instant().plus(TAKEOVER_PATIENCE);
        while (world.clock().instant().isBefore(end)) {
            var handover = world.operator().takeover(line);
            trial.journal().tookOver(line, handover);
            if (handover.confirmed()) {
                return Optional.of(handover);
            }
            refused.merge(handover.status(), 1, Integer::sum);
            Waiting.pass(AGAIN);
        }
        violations.add(new Violation("Takeover", line.name(), "was refused for too long"));
        return Optional.empty();
    }

    private void operatorWrites(CustomerLine line) {
        var text = "A person answers " + line.name();
        trial.journal().operatorWrites(line, text);
        var answer = world.operator().message(line, text);
        if (answer.isGood()) {
            operators.put(text, line);
        } else {
            violations.add(
                    new Violation(
                            "OperatorIsHeard",
                            line.name(),
                            "the operator's message was answered " + answer.status()));
        }
    }

    /**
     * Notes who was promised an operator's message and did not get it in time, unless everybody can
     * see that its outcome is unknown, as after a kill in the midst of its send.
     */
    void awaitOperators(Duration patience) {
        trial.sends().await(sends -> texts(sends).containsAll(operators.keySet()), patience);
        var arrived = texts(trial.sends().all());
        var parked =
                new OpenParts(world.operator(), trial.begin())
                        .in("unknown", trial.journal())
                        .map(ListedPart::text)
                        .collect(Collectors.toSet());
        operators.forEach((text, line) -> {
            if (!arrived.contains(text) && !parked.contains(text)) {
                violations.add(
                        new Violation(
                                "OperatorIsHeard",
                                line.name(),
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
        figures.put("takeovers", answered.size());
        figures.put("of them while parts were sent", midDelivery.size());
        figures.put("takeover's answer", Spread.of(answered));
        figures.put("refused, asked again, by status", new TreeMap<>(refused));
        figures.put("replies cut off by a takeover", cutOff());
        figures.put("operator messages after a takeover", operators.size());
        return figures;
    }

    /** How many replies began to be sent and had a takeover before their last part. */
    private long cutOff() {
        return trial.sends().all().stream()
                .filter(Send::tookEffect)
                .flatMap(send -> Echoed.read(send.body()).stream())
                .collect(Collectors.groupingBy(Echoed::call))
                .values()
                .stream()
                .filter(parts -> parts.size() < parts.getFirst().of())
                .count();
    }
}
