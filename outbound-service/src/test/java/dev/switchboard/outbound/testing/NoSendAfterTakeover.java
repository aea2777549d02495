package dev.switchboard.outbound.testing;

import java.time.Instant;
import java.util.List;

/** Guarantee that no send of an AI's part starts once a takeover has answered. */
public record NoSendAfterTakeover(Instant answeredAt) {

    /** The sends that violate it. */
    public List<ProviderSim.Send> violations(List<ProviderSim.Send> sends) {
        return sends.stream().filter(send -> send.startedAt().isAfter(answeredAt)).toList();
    }
}
