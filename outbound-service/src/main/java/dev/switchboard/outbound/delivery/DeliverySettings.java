package dev.switchboard.outbound.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long delivery tries and waits: {@code DELIVERY_GIVE_UP_AFTER} and so on. */
@ConfigMapping(prefix = "delivery")
public interface DeliverySettings {

    /** How many replies of each provider may wait or be under way at once. */
    @WithDefault("1000")
    int mostInFlight();

    /**
     * How many conversations of one business number may be under way at once; the replies of
     * further ones wait in the database, so that the others' numbers have room.
     */
    @WithDefault("200")
    int maxInFlightPerNumber();

    /** The first wait after a refusal that passes; it doubles each time. */
    @WithDefault("PT0.5S")
    Duration firstWait();

    @WithDefault("PT30S")
    Duration longestWait();

    /**
     * The first wait after Meta or WhatsApp found us too fast for one customer; Meta's limit is
     * about one message every 6 s to the same person, once a burst is used up.
     */
    @WithDefault("PT4S")
    Duration firstRecipientWait();

    @WithDefault("PT1M")
    Duration longestRecipientWait();

    /**
     * How long a part is tried before it counts as failed, from when its reply came in. Only what
     * the provider refuses counts: while it does not answer at all, parts wait.
     */
    @WithDefault("PT30M")
    Duration giveUpAfter();

    /** How long evidence of a send whose outcome is unknown may take to come in. */
    @WithDefault("PT30S")
    Duration settle();

    /** How often the part is looked at in the meantime, for a status that named it. */
    @WithDefault("PT0.5S")
    Duration evidenceEvery();

    /** How often the provider is asked for its list of messages in the meantime. */
    @WithDefault("PT5S")
    Duration listEvery();

    /** How many sends a provider fails in a row before the others wait. */
    @WithDefault("10")
    int failuresToStop();

    /** How long they wait before one of them is tried; it doubles each time that one fails too. */
    @WithDefault("PT5S")
    Duration pauseAfterFailures();

    @WithDefault("PT30S")
    Duration longestPauseAfterFailures();

    /**
     * How long the sends of a number wait before one of them is tried, after the provider refused
     * our credentials, our permissions or the number itself.
     */
    @WithDefault("PT30S")
    Duration pauseWhileMisconfigured();

    /**
     * How long the sends of a number wait before one of them is tried, after Meta restricted it for
     * what it takes for spam; it doubles each time that one is refused too.
     */
    @WithDefault("PT30S")
    Duration pauseWhileSuspected();

    @WithDefault("PT10M")
    Duration longestPauseWhileSuspected();

    /** How long a number's sends wait after the provider found it too fast. */
    @WithDefault("PT1S")
    Duration throttlePause();
}
