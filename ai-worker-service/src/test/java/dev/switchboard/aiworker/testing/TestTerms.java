package dev.switchboard.aiworker.testing;

import dev.switchboard.aiworker.model.ProfileTerms;
import java.time.Duration;
import java.util.Optional;

/** Terms of the calls of an AI profile for tests. */
public final class TestTerms {
    private TestTerms() {}

    /** Those of a built-in profile of this name, with the price list's prices. */
    public static ProfileTerms of(String name) {
        return new ProfileTerms(
                Optional.empty(), 0, name, 1000, Duration.ofSeconds(1), Optional.empty());
    }
}
