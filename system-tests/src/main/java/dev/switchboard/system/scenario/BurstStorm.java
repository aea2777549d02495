package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.ModelFeed;
import dev.switchboard.system.traffic.SimulatedCustomer;
import dev.switchboard.system.world.CustomerPhone;
import dev.switchboard.system.world.Pause;
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
    private static final int MIN_MESSAGES = 2;
    private static final int MAX_MESSAGES = 15;

    /** Well within the quiet period of 2 s, and all of a burst within its 10 s. */
    private static final Duration MAX_GAP = Duration.ofMillis(1_200);

    private static final Duration MAX_BURST_DURATION = Duration.ofMillis(7_500);

    /** The product restarts an answer as often; a fourth correction is not waited for. */
    private static final int MAX_CORRECTIONS = 3;

    private static final double CORRECTED_SHARE = 0.7;
    private static final double MIN_CANCELLED_SHARE = 0.5;

    /** Maximum time from the start of the model call to the correction. */
    private static final Duration MAX_CORRECTION_DELAY = Duration.ofMillis(500);

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private final World world;
    private final ScenarioRun run;
    private final ModelFeed calls;
    private final AtomicInteger bursts = new AtomicInteger();
    private final AtomicInteger corrections = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();

    BurstStorm(World world, ScenarioRun run, ModelFeed calls) {
        this.world = world;
        this.run = run;
        this.calls = calls;
    }

    /** Writes one burst; returns once all of it is answered, or after the timeout. */
    void write(CustomerPhone phone, Random random) {
        var customer = new SimulatedCustomer(world, run.journal(), phone);
        customer.beginBurst();
        bursts.incrementAndGet();
        var expected = new HashSet<String>();
        var messages = random.nextInt(MIN_MESSAGES, MAX_MESSAGES + 1);
        var gap = Math.min(MAX_GAP.toMillis(), MAX_BURST_DURATION.toMillis() / messages);
        var last = expect(customer.write(), expected);
        for (var n = 1; n < messages; n++) {
            Pause.sleep(Duration.ofMillis(random.nextLong(gap)));
            last = expect(customer.write(), expected);
        }
        var planned =
                random.nextDouble() < CORRECTED_SHARE ? random.nextInt(1, MAX_CORRECTIONS + 1) : 0;
        for (var n = 0; n < planned && isBeingAnswered(last); n++) {
            Pause.sleep(Duration.ofMillis(random.nextLong(MAX_CORRECTION_DELAY.toMillis())));
            last = expect(customer.correct(), expected);
            corrections.incrementAndGet();
        }
        run.sends().awaitAnswers(expected, ANSWER_TIMEOUT);
    }

    private static Journal.Message expect(Journal.Message message, Set<String> expected) {
        if (message.promised()) {
            expected.add(message.marker());
        }
        return message;
    }

    /**
     * Returns true if the model has just begun with this message, so that a correction is in time.
     */
    private boolean isBeingAnswered(Journal.Message message) {
        var call = calls.awaitCall(message.marker(), CALL_TIMEOUT);
        var inTime =
                call.map(it -> world.clockDifference().earliest(it.startedAt()))
                        .filter(it ->
                                world.clock().instant().isBefore(it.plus(MAX_CORRECTION_DELAY)))
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

    /** Number of model calls whose connection was closed. */
    private long cancelled() {
        return calls.all().stream().filter(it -> it.cancelledAt().isPresent()).count();
    }

    /** A correction cancels the call that it corrects; now and then one comes as the call ends. */
    List<Violation> violations() {
        return cancelled() >= corrections.get() * MIN_CANCELLED_SHARE
                ? List.of()
                : List.of(
                        new Violation(
                                "CallsAreCancelled",
                                "everybody",
                                "%d calls for %d corrections"
                                        .formatted(cancelled(), corrections.get())));
    }
}
