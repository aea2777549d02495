package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.benchmarks.load.SignedWebhook;
import dev.switchboard.benchmarks.load.WebhookClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * New customers who write one message each and wait for the answer. Each load begins with the
 * simulator's records empty and returns once everybody is answered.
 */
final class ConversationLoad implements AutoCloseable {
    /** Status callbacks of a message where the simulator sends them. */
    static final int STATUSES = 3;

    private static final int CONNECTIONS = 128;
    private static final Duration POLL = Duration.ofMillis(25);

    /** No further answer within this time fails the measurement. */
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(90);

    private final WebhookClient client = new WebhookClient(CONNECTIONS);
    private final AtomicInteger customers = new AtomicInteger();
    private final SimulatorControl simulator;
    private final UnaryOperator<String> settings;

    ConversationLoad(SimulatorControl simulator, UnaryOperator<String> settings) {
        this.simulator = simulator;
        this.settings = settings;
    }

    /** Keeps a number of customers waiting, until so many have written. */
    AnsweredConversations closedLoop(int port, int conversations, int waiting, boolean statuses)
            throws InterruptedException {
        simulator.reset(statuses);
        var posting = new Posting(client, port, CONNECTIONS);
        var stall = new Stall();
        while (posting.count() < conversations) {
            var answered = simulator.counts().sends();
            stall.check(answered, posting);
            while (posting.count() < conversations && posting.count() - answered < waiting) {
                posting.post(webhook());
            }
            Thread.sleep(POLL);
        }
        return awaitAnswers(posting, stall, statuses);
    }

    /** Lets customers write at a steady rate, however long those before wait. */
    AnsweredConversations openLoop(int port, int conversations, int perSecond, boolean statuses)
            throws InterruptedException {
        simulator.reset(statuses);
        var posting = new Posting(client, port, CONNECTIONS);
        var begin = System.nanoTime();
        for (var number = 0; number < conversations; number++) {
            var webhook = webhook();
            var left = begin + number * 1_000_000_000L / perSecond - System.nanoTime();
            if (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
            }
            posting.post(webhook);
        }
        return awaitAnswers(posting, new Stall(), statuses);
    }

    private AnsweredConversations awaitAnswers(Posting posting, Stall stall, boolean statuses)
            throws InterruptedException {
        posting.awaitAcknowledgements();
        var sends = simulator.sends();
        while (posting.answeredIn(sends) < posting.count()) {
            Thread.sleep(POLL.multipliedBy(4));
            var sent = simulator.counts().sends();
            stall.check(sent, posting);
            if (sent >= posting.count()) {
                sends = simulator.sends();
            }
        }
        if (statuses) {
            awaitStatuses(STATUSES * (long) sends.size(), posting);
        }
        return posting.with(sends, simulator.counts().modelCalls());
    }

    /** The simulator has posted them all; a status may be taken up later. */
    private void awaitStatuses(long expected, Posting posting) throws InterruptedException {
        var stall = new Stall();
        var posted = simulator.counts().webhooks();
        while (posted < expected) {
            stall.check(posted, posting);
            Thread.sleep(POLL.multipliedBy(4));
            posted = simulator.counts().webhooks();
        }
    }

    private SignedWebhook webhook() {
        return SignedWebhook.from(
                "+1555%07d".formatted(customers.incrementAndGet()), "Where is my order?", settings);
    }

    @Override
    public void close() {
        client.close();
    }

    /** Watches for answers that do not come any more. */
    private static final class Stall {
        private long answered = -1;
        private long since = System.nanoTime();

        void check(long answeredNow, Posting posting) {
            posting.check();
            if (answeredNow != answered) {
                answered = answeredNow;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STALL_TIMEOUT.toNanos()) {
                throw new MeasurementException(
                        ("after %d answers or statuses of %d customers nothing came for %d s;"
                                        + " the logs are in the product's .switchboard/logs")
                                .formatted(answered, posting.count(), STALL_TIMEOUT.toSeconds()));
            }
        }
    }
}
