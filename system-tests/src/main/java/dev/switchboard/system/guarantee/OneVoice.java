package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Evidence;
import java.util.List;

/** A burst gets one reply. */
public record OneVoice() implements Guarantee {

    @Override
    public List<Violation> violations(Evidence evidence) {
        return List.of();
    }
}
