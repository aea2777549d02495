package dev.switchboard.system.scenario;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.traffic.Customer;
import dev.switchboard.system.world.Waiting;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;

/** How long it takes until customers who have never written before are answered. */
final class Freshness {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Freshness() {}

    /**
     * Writes as a new customer of each channel until a webhook is answered 2xx, and waits for both
     * replies. The time is from now to the later one, the quiet window in it; "never" where that
     * takes more than a minute and a half.
     */
    static String timeToAnswer(World world, Trial trial) {
        var begin = System.nanoTime();
        var expected = new HashSet<String>();
        for (var channel : Arrays.asList(Channel.values())) {
            var customer = new Customer(world, trial.journal(), world.newCustomer(channel));
            expected.add(taken(customer, begin));
        }
        var answered = trial.sends().awaitAnswers(expected, PATIENCE);
        return answered ? seconds(System.nanoTime() - begin) : "never";
    }

    /** The marker of the customer's first message that the product has, or of the last try. */
    private static String taken(Customer customer, long begin) {
        while (true) {
            customer.beginBurst();
            var message = customer.write();
            if (message.promised() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                return message.marker();
            }
            Waiting.pass(BETWEEN);
        }
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
