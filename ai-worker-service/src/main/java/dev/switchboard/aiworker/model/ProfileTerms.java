package dev.switchboard.aiworker.model;

import dev.switchboard.transcript.spend.ModelPrice;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Terms of the calls of a profile at one version: how they are named, and what they may cost.
 *
 * @param id empty for the built-in profile
 * @param maxTokens maximum length of an answer
 * @param timeout of a single request
 * @param prices an administrator's; empty for the price list's
 */
public record ProfileTerms(
        Optional<UUID> id,
        long version,
        String name,
        int maxTokens,
        Duration timeout,
        Optional<ModelPrice> prices) {

    /** The same for every version of the profile. */
    public String key() {
        return id.map(UUID::toString).orElse(name);
    }
}
