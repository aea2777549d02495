package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.OwnershipInterval;
import dev.switchboard.system.record.RunEvidence;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.world.CustomerPhone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Once a takeover has answered, no request with a reply of the AI or the system starts until the
 * handback is requested. Every send counts that is not an operator's, whether or not it took
 * effect. Between two clocks, the benefit of the doubt is as wide as what was measured.
 */
public record NothingAfterTakeover() implements Guarantee {

    @Override
    public List<Violation> violations(RunEvidence evidence) {
        var sends = byPhone(evidence);
        var intervals = OwnershipInterval.of(evidence.journal());
        return evidence.journal().takeovers().stream()
                .map(takeover -> takeover.customer())
                .distinct()
                .flatMap(customer -> violations(customer, intervals, evidence, sends))
                .toList();
    }

    private static Map<String, List<Send>> byPhone(RunEvidence evidence) {
        var sends = new HashMap<String, List<Send>>();
        for (var send : evidence.sends()) {
            sends.computeIfAbsent(send.to(), _ -> new ArrayList<>()).add(send);
        }
        return sends;
    }

    private Stream<Violation> violations(
            CustomerPhone customer,
            Map<String, List<OwnershipInterval>> allIntervals,
            RunEvidence evidence,
            Map<String, List<Send>> sends) {
        var intervals =
                allIntervals.getOrDefault(customer.name(), List.of()).stream()
                        .filter(OwnershipInterval::confirmed)
                        .toList();
        return sends.getOrDefault(customer.number(), List.of()).stream()
                .filter(send -> !evidence.journal().isFromOperator(customer, send.body()))
                .filter(send ->
                        intervals.stream().anyMatch(interval -> within(interval, send, evidence)))
                .map(send ->
                        new Violation(
                                name(),
                                customer.name(),
                                "send %d started at %s, after the takeover had answered"
                                        .formatted(send.n(), send.startedAt())));
    }

    private static boolean within(OwnershipInterval interval, Send send, RunEvidence evidence) {
        return evidence.clocks().earliest(send.startedAt()).isAfter(interval.since())
                && evidence.clocks().latest(send.startedAt()).isBefore(interval.until());
    }
}
