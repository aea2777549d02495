package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Evidence;
import dev.switchboard.system.record.Hold;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.world.CustomerLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Once a takeover has answered, no request with a reply of the AI or the system starts until the
 * line is asked back. Whatever is sent and is not an operator's counts, whether or not it took
 * effect. Between two clocks, the benefit of the doubt is as wide as what was measured.
 */
public record NothingAfterTakeover() implements Guarantee {

    @Override
    public List<Violation> violations(Evidence evidence) {
        var sends = byPhone(evidence);
        var holds = Hold.of(evidence.journal());
        return evidence.journal().takeovers().stream()
                .map(takeover -> takeover.customer())
                .distinct()
                .flatMap(customer -> violations(customer, holds, evidence, sends))
                .toList();
    }

    private static Map<String, List<Send>> byPhone(Evidence evidence) {
        var sends = new HashMap<String, List<Send>>();
        for (var send : evidence.sends()) {
            sends.computeIfAbsent(send.to(), _ -> new ArrayList<>()).add(send);
        }
        return sends;
    }

    private Stream<Violation> violations(
            CustomerLine customer,
            Map<String, List<Hold>> allHolds,
            Evidence evidence,
            Map<String, List<Send>> sends) {
        var holds =
                allHolds.getOrDefault(customer.name(), List.of()).stream()
                        .filter(Hold::confirmed)
                        .toList();
        return sends.getOrDefault(customer.phone(), List.of()).stream()
                .filter(send -> !evidence.journal().isOperators(customer, send.body()))
                .filter(send -> holds.stream().anyMatch(hold -> within(hold, send, evidence)))
                .map(send ->
                        new Violation(
                                name(),
                                customer.name(),
                                "send %d started at %s, after the takeover had answered"
                                        .formatted(send.n(), send.startedAt())));
    }

    private static boolean within(Hold hold, Send send, Evidence evidence) {
        return evidence.clocks().earliest(send.startedAt()).isAfter(hold.since())
                && evidence.clocks().latest(send.startedAt()).isBefore(hold.until());
    }
}
