package dev.switchboard.outbound.testing;

import java.time.Instant;
import java.util.List;

/** The promise that once a takeover has answered, no send of an AI's part starts. */
public record NothingAfterTakeover(Instant answeredAt) {

    /** The sends that break it. */
    public List<ProviderSim.Send> brokenBy(List<ProviderSim.Send> sends) {
        return sends.stream().filter(send -> send.startedAt().isAfter(answeredAt)).toList();
    }
}
