package dev.switchboard.buffer.burst;

import dev.switchboard.model.event.TurnReady.Closing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts bursts, repeats and unreadable records. Safe for use by many threads. */
public class BurstMeter {
    private final MeterRegistry registry;
    private final AtomicInteger open = new AtomicInteger();
    private final Counter duplicates;
    private final Counter businessMessages;
    private final Counter deadLetters;

    public BurstMeter(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("switchboard.buffer.bursts.open", open);
        duplicates = registry.counter("switchboard.buffer.duplicates");
        businessMessages = registry.counter("switchboard.buffer.business.messages");
        deadLetters = registry.counter("switchboard.dead.letters", "topic", "inbound");
    }

    /** How many bursts are open here. */
    public int open() {
        return open.get();
    }

    /**
     * A partition's count has gone from {@code before} to {@code after}; a partition that comes or
     * goes has none on the other side.
     */
    public void openChanged(int before, int after) {
        open.addAndGet(after - before);
    }

    public void closed(Closing why) {
        registry.counter(
                        "switchboard.buffer.bursts.closed",
                        "reason",
                        why.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    public void duplicate() {
        duplicates.increment();
    }

    /** A message of the business itself, which is no turn. */
    public void businessMessage() {
        businessMessages.increment();
    }

    public void deadLettered() {
        deadLetters.increment();
    }
}
