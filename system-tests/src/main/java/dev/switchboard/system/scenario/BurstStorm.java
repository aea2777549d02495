package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.ModelFeed;
import dev.switchboard.system.traffic.Customer;
import dev.switchboard.system.world.CustomerLine;
import dev.switchboard.system.world.Waiting;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A customer's burst of many messages, and the corrections while it is being answered. */
final class BurstStorm {
    private static final int LEAST_MESSAGES = 2;
    private static final int MOST_MESSAGES = 15;

    /** Well within the quiet window of 2 s, and all of a burst within its 10 s. */
    private static final Duration LONGEST_GAP = Duration.ofMillis(1_200);

    private static final Duration LONGEST_BURST = Duration.ofMillis(7_500);

    /** As often the product begins an answer anew; a fourth is not waited for. */
    private static final int MOST_CORRECTIONS = 3;

    private static final double CORRECTED_SHARE = 0.7;
    private static final double LEAST_CANCELLED = 0.5;

    /** The call is seen, and then corrected, so soon. */
    private static final Duration PROMPT = Duration.ofMillis(500);

    private static final Duration CALL_PATIENCE = Duration.ofSeconds(20);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(60);

    private final World world;
    private final Trial trial;
    private final ModelFeed calls;
    private final AtomicInteger bursts = new AtomicInteger();
    private final AtomicInteger corrections = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();

    BurstStorm(World world, Trial trial, ModelFeed calls) {
        this.world = world;
        this.trial = trial;
        this.calls = calls;
    }

    /** Returns once all of it is answered, or has not been for too long. */
    void write(CustomerLine line, Random random) {
        var customer = new Customer(world, trial.journal(), line);
        customer.beginBurst();
        bursts.incrementAndGet();
        var expected = new HashSet<String>();
        var messages = random.nextInt(LEAST_MESSAGES, MOST_MESSAGES + 1);
        var gap = Math.min(LONGEST_GAP.toMillis(), LONGEST_BURST.toMillis() / messages);
        var last = expect(customer.write(), expected);
        for (var n = 1; n < messages; n++) {
            Waiting.pass(Duration.ofMillis(random.nextLong(gap)));
            last = expect(customer.write(), expected);
        }
        var planned =
                random.nextDouble() < CORRECTED_SHARE ? random.nextInt(1, MOST_CORRECTIONS + 1) : 0;
        for (var n = 0; n < planned && isBeingAnswered(last); n++) {
            Waiting.pass(Duration.ofMillis(random.nextLong(PROMPT.toMillis())));
            last = expect(customer.correct(), expected);
            corrections.incrementAndGet();
        }
        trial.sends().awaitAnswers(expected, ANSWER_PATIENCE);
    }

    private static Journal.Message expect(Journal.Message message, Set<String> expected) {
        if (message.promised()) {
            expected.add(message.marker());
        }
        return message;
    }

    /** Whether the model has just begun with this message, so that a correction is in time. */
    private boolean isBeingAnswered(Journal.Message message) {
        var call = calls.awaitCall(message.marker(), CALL_PATIENCE);
        var inTime =
                call.map(it -> world.clockDifference().earliest(it.startedAt()))
                        .filter(it -> world.clock().instant().isBefore(it.plus(PROMPT)))
                        .isPresent();
        if (!inTime) {
            late.incrementAndGet();
        }
        return inTime;
    }

    Map<String, Object> figures() {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("bursts", bursts.get());
        figures.put("corrections while the model thinks", corrections.get());
        figures.put("corrections not written, too late", late.get());
        figures.put("model calls cancelled", cancelled());
        return figures;
    }

    /** How often the simulator's model saw its connection closed. */
    private long cancelled() {
        return calls.all().stream().filter(it -> it.cancelledAt().isPresent()).count();
    }

    /** A correction ends the call that it corrects; now and then one comes as the call ends. */
    List<Violation> violations() {
        return cancelled() >= corrections.get() * LEAST_CANCELLED
                ? List.of()
                : List.of(
                        new Violation(
                                "CallsAreCancelled",
                                "everybody",
                                "%d calls for %d corrections"
                                        .formatted(cancelled(), corrections.get())));
    }
}
