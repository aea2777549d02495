package dev.switchboard.aiworker.spend;

import dev.switchboard.common.identity.ModelCallId;
import dev.switchboard.transcript.spend.AiCallStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the ceilings by the ledger's sums while Redis is away: each is read at most every five
 * seconds, and what this worker reserves meanwhile is added. Other workers' calls in flight are not
 * known here. Thread-safe.
 */
final class LedgerSpend {
    private static final Duration VALIDITY = Duration.ofSeconds(5);

    /** Time after which every call that was reserved here is in the ledger. */
    private static final Duration LINGER = Duration.ofSeconds(15);

    private static final int MAX_IDLE_SUMS = 1_000;

    private final AiCallStore ledger;
    private final InstantSource clock;
    private final Map<String, Sum> sums = new HashMap<>();

    LedgerSpend(AiCallStore ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A ceiling's sum as it was read, with what came since. */
    private static final class Sum {
        private final Map<ModelCallId, Long> open = new HashMap<>();
        private Instant readAt = Instant.MIN;
        private Instant usedAt = Instant.MIN;
        private long spent;
        private long settledSince;

        private long total() {
            return spent + settledSince + open.values().stream().mapToLong(Long::longValue).sum();
        }

        private boolean isIdle(Instant now) {
            return open.isEmpty() && usedAt.plus(LINGER).isBefore(now);
        }
    }

    /** Returns what the ledger has now, in micro-dollars. */
    long read(Ceiling ceiling) {
        var business = ceiling.conversation().business().id();
        return switch (ceiling.kind()) {
            case DAY -> ledger.micros(ceiling.from(), ceiling.to());
            case NUMBER -> ledger.micros(ceiling.from(), ceiling.to(), business);
            case CONVERSATION ->
                    ledger.micros(ceiling.from(), ceiling.to(), ceiling.conversation().id());
        };
    }

    /** Reserves under all ceilings, or under none; returns the one that leaves no room. */
    synchronized Optional<Ceiling> reserve(ModelCallId call, long amount, List<Ceiling> ceilings) {
        var now = clock.instant();
        if (sums.size() > MAX_IDLE_SUMS) {
            sums.values().removeIf(sum -> sum.isIdle(now));
        }
        for (var ceiling : ceilings) {
            var own = sum(ceiling, now).open.getOrDefault(call, 0L);
            if (sum(ceiling, now).total() - own + amount > ceiling.limit()) {
                return Optional.of(ceiling);
            }
        }
        for (var ceiling : ceilings) {
            var sum = sum(ceiling, now);
            sum.open.put(call, amount);
            sum.usedAt = now;
        }
        return Optional.empty();
    }

    private Sum sum(Ceiling ceiling, Instant now) {
        var sum = sums.computeIfAbsent(ceiling.key(), _ -> new Sum());
        if (!now.isBefore(sum.readAt.plus(VALIDITY))) {
            sum.spent = read(ceiling);
            sum.readAt = now;
            sum.settledSince = 0;
        }
        return sum;
    }

    /** Does nothing for a call that was not reserved here. */
    synchronized void settle(ModelCallId call, long micros, List<Ceiling> ceilings) {
        for (var ceiling : ceilings) {
            var sum = sums.get(ceiling.key());
            if (sum != null && sum.open.remove(call) != null) {
                sum.settledSince += micros;
                sum.usedAt = clock.instant();
            }
        }
    }

    /**
     * Returns the least that is spent under the ceiling, where calls have been reserved here lately
     * which Redis may not know.
     */
    synchronized Optional<Long> floor(Ceiling ceiling) {
        var now = clock.instant();
        var known = sums.get(ceiling.key());
        if (known == null) {
            return Optional.empty();
        }
        var spent = sum(ceiling, now).spent;
        if (known.isIdle(now)) {
            sums.remove(ceiling.key());
        }
        return Optional.of(spent);
    }
}
