package dev.switchboard.system.traffic;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.SendFeed;
import dev.switchboard.system.world.Pause;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Customers on both channels who write bursts and wait for answers; the number of conversations
 * that wait is bounded, so the product's speed sets the load. The world's seed determines who
 * writes what.
 */
public final class Traffic implements AutoCloseable {
    private static final Duration CORRECTION_DELAY = Duration.ofMillis(500);

    private final World world;
    private final Journal journal;
    private final SendFeed feed;
    private final TrafficPlan plan;
    private final CountDownLatch ended;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private volatile boolean stopping;

    private Traffic(World world, Journal journal, SendFeed feed, TrafficPlan plan) {
        this.world = world;
        this.journal = journal;
        this.feed = feed;
        this.plan = plan;
        this.ended = new CountDownLatch(plan.busy());
    }

    /**
     * Lets the customers begin.
     *
     * @param purpose the name of the random choices, which follow from the seed
     */
    public static Traffic begin(
            World world, Journal journal, SendFeed feed, TrafficPlan plan, String purpose) {
        var traffic = new Traffic(world, journal, feed, plan);
        for (var place = 0; place < plan.busy(); place++) {
            var random = world.random(purpose + place);
            var channel = place % 2 == 0 ? Channel.TWILIO : Channel.META;
            Thread.ofVirtual()
                    .name("customer " + place)
                    .start(() -> traffic.keepBusy(channel, random));
        }
        return traffic;
    }

    /** Number of messages written until now. */
    public long written() {
        return written.get();
    }

    /** Number of bursts that were not answered before the timeout. */
    public long unanswered() {
        return unanswered.get();
    }

    /** Waits until so many messages are written, or the timeout. */
    public void awaitWritten(long messages, Duration timeout) {
        var deadline = System.nanoTime() + timeout.toNanos();
        while (written.get() < messages && System.nanoTime() < deadline) {
            Pause.sleep(Duration.ofMillis(50));
        }
    }

    /** Stops new bursts; returns once those in flight are answered or timed out. */
    public void stop() {
        stopping = true;
        try {
            ended.await(plan.answerTimeout().toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void keepBusy(Channel channel, Random random) {
        try {
            while (!stopping) {
                var customer = new SimulatedCustomer(world, journal, world.newCustomer(channel));
                for (var burst = 0; burst < plan.burstsEach() && !stopping; burst++) {
                    if (!converse(customer, random)) {
                        break;
                    }
                }
            }
        } finally {
            ended.countDown();
        }
    }

    /** Writes one burst and waits for its answer; false if it did not come. */
    private boolean converse(SimulatedCustomer customer, Random random) {
        customer.beginBurst();
        var expected = new HashSet<String>();
        var messages = random.nextInt(plan.minMessages(), plan.maxMessages() + 1);
        for (var n = 0; n < messages; n++) {
            expect(customer.write(), expected);
            Pause.sleep(Duration.ofMillis(random.nextLong(plan.maxGap().toMillis() + 1)));
        }
        if (random.nextDouble() < plan.corrections()) {
            Pause.sleep(Duration.ofSeconds(2).plus(CORRECTION_DELAY));
            expect(customer.correct(), expected);
        }
        if (feed.awaitAnswers(expected, plan.answerTimeout())) {
            return true;
        }
        unanswered.incrementAndGet();
        return false;
    }

    private void expect(Journal.Message message, Set<String> expected) {
        written.incrementAndGet();
        if (message.promised()) {
            expected.add(message.marker());
        }
    }
}
