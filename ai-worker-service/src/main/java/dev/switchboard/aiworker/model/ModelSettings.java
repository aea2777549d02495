package dev.switchboard.aiworker.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Which model answers, and how patiently it is asked. */
@ConfigMapping(prefix = "switchboard.model")
public interface ModelSettings {

    /** {@code AI_PROVIDER}. */
    String provider();

    /** {@code AI_MODEL}; each provider has a default. */
    Optional<String> name();

    /** {@code AI_API_KEY}, or the provider's own name for it, such as {@code GOOGLE_API_KEY}. */
    Optional<String> apiKey();

    /** {@code AI_BASE_URL}, what the provider's client calls so; for Gemini it ends in /v1beta. */
    Optional<String> baseUrl();

    /** {@code AI_MAX_TOKENS}: the longest answer. */
    int maxTokens();

    /** {@code AI_TEMPERATURE}. */
    double temperature();

    /** {@code AI_THINKING_BUDGET}: tokens a model may think before it answers. */
    OptionalInt thinkingBudget();

    /** {@code AI_TIMEOUT}: the longest a single request may take. */
    Duration timeout();

    /** {@code AI_MOST_CALLS}: how many requests may be under way at once. */
    int mostCalls();

    /** {@code AI_GIVE_UP_AFTER}: how long a turn waits for a model that fails. */
    Duration giveUpAfter();

    /** {@code AI_NOTICE_AFTER}: when the customer of such a turn is told that it takes longer. */
    Duration noticeAfter();

    /** {@code AI_MOST_ATTEMPTS}: how often a model may answer a turn without words. */
    int mostAttempts();

    /** The pause before the second request; it doubles with each further one. */
    @WithDefault("PT1S")
    Duration firstPause();

    /** {@code AI_LONGEST_PAUSE}: the pauses grow to this; a provider may ask for a longer one. */
    Duration longestPause();

    /** {@code AI_FAILURES_TO_STOP}: how many failures in a row stop the requests of all turns. */
    int failuresToStop();

    /** {@code AI_PAUSE_AFTER_FAILURES}: how long they stop before one of them is tried. */
    Duration pauseAfterFailures();
}
