package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Evidence;
import java.util.List;

/** A reply's parts arrive in order, and later bursts are answered later. */
public record InOrder() implements Guarantee {

    @Override
    public List<Violation> violations(Evidence evidence) {
        return List.of();
    }
}
