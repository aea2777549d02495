package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Evidence;
import java.util.List;

/** Once a takeover has answered, no send of the AI or the system starts until a handback. */
public record NothingAfterTakeover() implements Guarantee {

    @Override
    public List<Violation> violations(Evidence evidence) {
        return List.of();
    }
}
