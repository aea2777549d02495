package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Evidence;
import java.util.List;

/** One reply for each message, and each of its parts once. */
public record NothingTwice() implements Guarantee {

    @Override
    public List<Violation> violations(Evidence evidence) {
        return List.of();
    }
}
