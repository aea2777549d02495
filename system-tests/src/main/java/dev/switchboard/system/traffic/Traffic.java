package dev.switchboard.system.traffic;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.SendFeed;
import dev.switchboard.system.world.Waiting;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Customers on both channels who write bursts and wait for answers: never more conversations busy
 * than planned, so the machine sets the pace. Which customer writes what follows from the world's
 * seed.
 */
public final class Traffic implements AutoCloseable {
    private static final Duration THINKING = Duration.ofMillis(500);

    private final World world;
    private final Journal journal;
    private final SendFeed feed;
    private final TrafficPlan plan;
    private final CountDownLatch ended;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong impatient = new AtomicLong();
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
     * @param purpose names the choices made, so that they follow from the seed
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

    /** How many messages have been written until now. */
    public long written() {
        return written.get();
    }

    /** How many bursts were not answered while their customer waited. */
    public long impatient() {
        return impatient.get();
    }

    /** Waits until so many messages are written, or the time is up. */
    public void awaitWritten(long messages, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (written.get() < messages && System.nanoTime() < deadline) {
            Waiting.pass(Duration.ofMillis(50));
        }
    }

    /** No more bursts; returns once those under way are answered or their customers gave up. */
    public void stop() {
        stopping = true;
        try {
            ended.await(plan.patience().toMillis() * 2, TimeUnit.MILLISECONDS);
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
                var customer = new Customer(world, journal, world.newCustomer(channel));
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

    /** One burst and its answer; false where the answer did not come. */
    private boolean converse(Customer customer, Random random) {
        customer.beginBurst();
        var expected = new HashSet<String>();
        var messages = random.nextInt(plan.leastMessages(), plan.mostMessages() + 1);
        for (var n = 0; n < messages; n++) {
            expect(customer.write(), expected);
            Waiting.pass(Duration.ofMillis(random.nextLong(plan.longestGap().toMillis() + 1)));
        }
        if (random.nextDouble() < plan.corrections()) {
            Waiting.pass(Duration.ofSeconds(2).plus(THINKING));
            expect(customer.correct(), expected);
        }
        if (feed.awaitAnswers(expected, plan.patience())) {
            return true;
        }
        impatient.incrementAndGet();
        return false;
    }

    private void expect(Journal.Message message, Set<String> expected) {
        written.incrementAndGet();
        if (message.promised()) {
            expected.add(message.marker());
        }
    }
}
