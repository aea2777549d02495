package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Evidence;
import java.util.List;

/** A webhook answered 2xx is answered or visibly failed, whatever dies. */
public record NothingLost() implements Guarantee {

    @Override
    public List<Violation> violations(Evidence evidence) {
        return List.of();
    }
}
