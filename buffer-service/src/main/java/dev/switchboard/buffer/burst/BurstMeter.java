package dev.switchboard.buffer.burst;

import dev.switchboard.common.event.TurnReady.Closing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts bursts, duplicates and dead letters. Safe for use by many threads. */
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

    /** Number of open bursts of this instance. */
    public int open() {
        return open.get();
    }

    /**
     * Records that a partition's count went from {@code before} to {@code after}; {@code before} is
     * 0 for an assigned partition, {@code after} for a revoked one.
     */
    public void openChanged(int before, int after) {
        open.addAndGet(after - before);
    }

    public void closed(Closing reason) {
        registry.counter(
                        "switchboard.buffer.bursts.closed",
                        "reason",
                        reason.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    public void duplicate() {
        duplicates.increment();
    }

    /** Counts a message of the business itself, which makes no turn. */
    public void businessMessage() {
        businessMessages.increment();
    }

    public void deadLettered() {
        deadLetters.increment();
    }
}
