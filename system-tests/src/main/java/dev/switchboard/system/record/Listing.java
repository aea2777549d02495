package dev.switchboard.system.record;

import dev.switchboard.system.world.OperatorApi;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The messages whose fate an operator can see in the API, though they are not fully answered. */
public final class Listing {
    private static final List<String> ENDS_WITHOUT_ARRIVAL =
            List.of("failed", "unknown", "suppressed");

    private final OperatorApi operator;

    public Listing(OperatorApi operator) {
        this.operator = operator;
    }

    /**
     * Markers of what is answered by a reply of which a part is failed, unknown or suppressed. A
     * later part names the model's call only; the markers are in the reply's first.
     *
     * @param since when the oldest of it can have happened
     */
    public Set<String> markers(Instant since, List<Send> sends) {
        var markers = new HashSet<String>();
        var calls = new HashSet<Long>();
        for (var state : ENDS_WITHOUT_ARRIVAL) {
            for (var part : ListedPart.in(state, since, operator)) {
                Echoed.read(part.text())
                        .ifPresent(echo -> {
                            markers.addAll(echo.markers());
                            calls.add(echo.call());
                        });
            }
        }
        sends.stream()
                .flatMap(send -> Echoed.read(send.body()).stream())
                .filter(echo -> calls.contains(echo.call()))
                .forEach(echo -> markers.addAll(echo.markers()));
        return markers;
    }
}
