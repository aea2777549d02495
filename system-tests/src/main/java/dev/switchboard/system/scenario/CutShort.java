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
 * How many of the model's calls a takeover found open, and how many of those were cancelled then.
 *
 * @param after from the takeover's answer to the end of the call's connection
 */
record CutShort(int calls, int open, int cancelled, Spread after) {

    static CutShort of(List<ModelCall> calls, Journal journal, ClockDifference clocks) {
        var takeovers = takeovers(journal);
        var open = 0;
        var after = new ArrayList<Duration>();
        for (var call : calls) {
            var taken = takeover(call, takeovers);
            if (taken.isPresent() && isOpen(call, taken.get(), clocks)) {
                open++;
                call.cancelledAt()
                        .map(clocks::latest)
                        .ifPresent(at -> after.add(Duration.between(taken.get(), at)));
            }
        }
        return new CutShort(calls.size(), open, after.size(), Spread.of(after));
    }

    private static Map<String, Instant> takeovers(Journal journal) {
        var answered = new HashMap<String, Instant>();
        for (var takeover : journal.takeovers()) {
            if (takeover.outcome().confirmed()) {
                answered.put(takeover.customer().name(), takeover.outcome().answered());
            }
        }
        return answered;
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
                .formatted(calls, open, cancelled, after);
    }
}
