package dev.switchboard.aiworker.model;

import io.smallrye.config.ConfigMapping;
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

    /** {@code AI_TURN_DEADLINE}: the longest a turn may take, all requests and pauses together. */
    Duration turnDeadline();

    /** {@code AI_MOST_ATTEMPTS}: how many requests a turn may cost when they fail. */
    int mostAttempts();

    /** The pause before the second attempt; it doubles with each further one. */
    Duration firstPause();
}
