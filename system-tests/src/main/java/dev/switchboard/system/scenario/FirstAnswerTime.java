package dev.switchboard.system.scenario;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.system.traffic.SimulatedCustomer;
import dev.switchboard.system.world.Pause;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;

/** Measures the time until customers who have never written before are answered. */
final class FirstAnswerTime {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);

    private FirstAnswerTime() {}

    /**
     * Writes as a new customer of each channel until a webhook is answered 2xx, and waits for both
     * replies. The time is from now to the later one, the quiet period included; "never" if that
     * takes more than a minute and a half.
     */
    static String timeToAnswer(World world, ScenarioRun run) {
        var begin = System.nanoTime();
        var expected = new HashSet<String>();
        for (var channel : Channel.all()) {
            var customer = new SimulatedCustomer(world, run.journal(), world.newCustomer(channel));
            expected.add(firstAccepted(customer, begin));
        }
        var answered = run.sends().awaitAnswers(expected, TIMEOUT);
        return answered ? seconds(System.nanoTime() - begin) : "never";
    }

    /** Marker of the customer's first accepted message, or of the last attempt. */
    private static String firstAccepted(SimulatedCustomer customer, long begin) {
        while (true) {
            customer.beginBurst();
            var message = customer.write();
            if (message.promised() || System.nanoTime() - begin > TIMEOUT.toNanos()) {
                return message.marker();
            }
            Pause.sleep(RETRY_INTERVAL);
        }
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
