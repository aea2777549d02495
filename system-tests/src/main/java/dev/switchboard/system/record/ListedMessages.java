package dev.switchboard.system.record;

import dev.switchboard.system.world.OperatorClient;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Messages that are not fully answered and whose outcome an operator can see in the API. */
public final class ListedMessages {
    private static final List<String> UNDELIVERED_STATES =
            List.of("failed", "unknown", "suppressed");

    private final OperatorClient operator;

    public ListedMessages(OperatorClient operator) {
        this.operator = operator;
    }

    /**
     * Markers of the messages answered by a reply of which a part is failed, unknown or suppressed.
     * A later part names the model call only; the markers are in the reply's first.
     *
     * @param since the earliest time of such a part
     */
    public Set<String> markers(Instant since, List<Send> sends) {
        var markers = new HashSet<String>();
        var calls = new HashSet<Long>();
        for (var state : UNDELIVERED_STATES) {
            for (var part : ListedPart.in(state, since, operator)) {
                EchoedCall.read(part.text())
                        .ifPresent(echo -> {
                            markers.addAll(echo.markers());
                            calls.add(echo.call());
                        });
            }
        }
        sends.stream()
                .flatMap(send -> EchoedCall.read(send.body()).stream())
                .filter(echo -> calls.contains(echo.call()))
                .forEach(echo -> markers.addAll(echo.markers()));
        return markers;
    }
}
