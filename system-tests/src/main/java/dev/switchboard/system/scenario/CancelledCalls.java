package dev.switchboard.system.scenario;

import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.ModelCall;
import dev.switchboard.system.world.ClockDifference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Model calls that were open at a takeover, and those of them that were cancelled then.
 *
 * @param delay from the takeover's response to the end of the call's connection
 */
record CancelledCalls(int calls, int open, int cancelled, DurationStats delay) {

    static CancelledCalls of(List<ModelCall> calls, Journal journal, ClockDifference clocks) {
        var takeovers = takeovers(journal);
        var open = 0;
        var delays = new ArrayList<Duration>();
        for (var call : calls) {
            var takenOverAt = takeover(call, takeovers);
            if (takenOverAt.isPresent() && isOpen(call, takenOverAt.get(), clocks)) {
                open++;
                call.cancelledAt()
                        .map(clocks::latest)
                        .ifPresent(at -> delays.add(Duration.between(takenOverAt.get(), at)));
            }
        }
        return new CancelledCalls(calls.size(), open, delays.size(), DurationStats.of(delays));
    }

    private static Map<String, Instant> takeovers(Journal journal) {
        var takeoverTimes = new HashMap<String, Instant>();
        for (var takeover : journal.takeovers()) {
            if (takeover.call().confirmed()) {
                takeoverTimes.put(takeover.customer().name(), takeover.call().answeredAt());
            }
        }
        return takeoverTimes;
    }

    private static Optional<Instant> takeover(ModelCall call, Map<String, Instant> takeovers) {
        return call.markers().stream()
                .map(marker -> marker.substring(0, marker.indexOf('.')))
                .map(takeovers::get)
                .flatMap(it -> Optional.ofNullable(it).stream())
                .findFirst();
    }

    private static boolean isOpen(ModelCall call, Instant at, ClockDifference clocks) {
        return clocks.latest(call.startedAt()).isBefore(at)
                && call.endedAt().map(clocks::earliest).map(it -> it.isAfter(at)).orElse(true);
    }

    @Override
    public String toString() {
        return "%d, %d of them open at a takeover's answer, of which %d were cancelled, after %s"
                .formatted(calls, open, cancelled, delay);
    }
}
