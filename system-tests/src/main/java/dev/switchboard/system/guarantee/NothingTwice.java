package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Reply;
import dev.switchboard.system.record.RunEvidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/** No part of a reply took effect twice, and no message is in two replies. */
public record NothingTwice() implements Guarantee {

    @Override
    public List<Violation> violations(RunEvidence evidence) {
        var violations = new ArrayList<Violation>();
        var answeredBy = new HashMap<String, Reply>();
        for (var reply : Reply.of(evidence)) {
            repeated(reply)
                    .forEach(part ->
                            violations.add(
                                    violation(
                                            reply,
                                            "part %d of answer #%d took effect twice"
                                                    .formatted(part, reply.call()))));
            for (var marker : reply.markers()) {
                var other = answeredBy.putIfAbsent(marker, reply);
                if (other != null) {
                    violations.add(
                            violation(
                                    reply,
                                    "%s is in the answers #%d and #%d"
                                            .formatted(marker, other.call(), reply.call())));
                }
            }
        }
        return violations;
    }

    private static List<Integer> repeated(Reply reply) {
        var seen = new HashSet<Integer>();
        return reply.partNumbers().stream().filter(part -> !seen.add(part)).distinct().toList();
    }

    private Violation violation(Reply reply, String description) {
        return new Violation(name(), reply.to(), description);
    }
}
