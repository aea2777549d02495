package dev.switchboard.system.webhook;

import java.util.Random;
import java.util.function.UnaryOperator;

/** Endless hostile requests at both providers' addresses, the same for the same seed. */
public final class HostileWebhooks {
    /** One of so many is too large; each costs megabytes. */
    private static final int TOO_LARGE_ONE_IN = 100;

    private final Random random;
    private final HostileTwilio twilio;
    private final HostileMeta meta;

    public HostileWebhooks(Random random, UnaryOperator<String> settings) {
        this.random = random;
        var garbage = new Garbage(random);
        twilio = new HostileTwilio(garbage, settings);
        meta = new HostileMeta(garbage, settings);
    }

    public HostileWebhook next() {
        var isTwilio = random.nextBoolean();
        if (random.nextInt(TOO_LARGE_ONE_IN) == 0) {
            return isTwilio ? twilio.tooLarge() : meta.tooLarge();
        }
        return isTwilio ? twilio.next() : meta.next();
    }

    /**
     * Unsigned request, larger than a form may be or as large as a batch of Meta's may be; many at
     * once are also refused for lack of capacity.
     */
    public HostileWebhook large() {
        return random.nextBoolean() ? twilio.large() : meta.large();
    }
}
