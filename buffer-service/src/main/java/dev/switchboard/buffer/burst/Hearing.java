package dev.switchboard.buffer.burst;

import java.time.Duration;
import java.time.Instant;

/**
 * Up to when one partition is known to be read, and so whether a customer was quiet or only not
 * heard. A stream that stood still, or that has just got the partition, has messages before it that
 * came meanwhile; to close bursts at once would cut them in two. For one thread.
 */
public final class Hearing {
    /** A longer time between two ticks is one in which messages can have come unread. */
    private static final Duration STOOD_STILL = Duration.ofMillis(500);

    /** What came meanwhile is fetched in this time; a message that is older is one of those. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    /** The same after the partition's change of owner, which has to ask Kafka for more. */
    private static final Duration FIRST_CATCH_UP = Duration.ofSeconds(2);

    /** A stream that stands still again and again must not keep customers waiting. */
    private static final int MOST_STALLS = 5;

    private Instant lastTick;
    private Instant behindUntil;
    private int stalls;
    private Instant heard = Instant.MIN;

    /** The partition has just come to us. */
    public Hearing(Instant now) {
        lastTick = now;
        behindUntil = now.plus(FIRST_CATCH_UP);
    }

    /** Call it often. */
    public void ticked(Instant now) {
        if (now.isAfter(lastTick.plus(STOOD_STILL))) {
            stalls = stalls < MOST_STALLS ? stalls + 1 : 0;
            behindUntil = stalls > 0 ? now.plus(CATCH_UP) : now;
        } else if (!isBehind(now)) {
            stalls = 0;
        }
        lastTick = now;
    }

    /**
     * When a message arrived that is read now.
     *
     * @param written when it was written to Kafka, by another machine's clock
     * @return now, by our own clock, unless it may have waited for us
     */
    public Instant arrival(Instant written, Instant now) {
        ticked(now);
        if (written.isBefore(now.minus(CATCH_UP))) {
            stalls = 0;
            behindUntil = now.plus(CATCH_UP);
        }
        if (!isBehind(now)) {
            return now;
        }
        var arrived = earlier(written, now);
        heard = heard.isBefore(arrived) ? arrived : heard;
        return arrived;
    }

    /** All that arrived before this has been read. */
    public Instant readUpTo(Instant now) {
        return isBehind(now) ? heard : now;
    }

    private boolean isBehind(Instant now) {
        return now.isBefore(behindUntil);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
