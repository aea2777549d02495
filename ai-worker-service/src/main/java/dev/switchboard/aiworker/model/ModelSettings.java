package dev.switchboard.aiworker.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of the model, its limits and its retry policy. */
@ConfigMapping(prefix = "switchboard.model")
public interface ModelSettings {

    /** {@code AI_PROVIDER}. */
    String provider();

    /** {@code AI_MODEL}; each provider has a default. */
    Optional<String> name();

    /** {@code AI_API_KEY}, or the provider's own name for it, such as {@code GOOGLE_API_KEY}. */
    Optional<String> apiKey();

    /** {@code AI_BASE_URL}, as the provider's client defines it; for Gemini it ends in /v1beta. */
    Optional<String> baseUrl();

    /** {@code AI_MAX_TOKENS}: maximum length of an answer. */
    int maxTokens();

    /** {@code AI_TEMPERATURE}. */
    double temperature();

    /** {@code AI_THINKING_BUDGET}: tokens a model may think before it answers. */
    OptionalInt thinkingBudget();

    /** {@code AI_TIMEOUT}: timeout of a single request. */
    Duration timeout();

    /** {@code AI_MAX_CONCURRENT_CALLS}: maximum of requests in flight. */
    int maxConcurrentCalls();

    /** {@code AI_ANSWER_TIMEOUT}: time for which a turn's failed requests are retried. */
    Duration answerTimeout();

    /**
     * {@code AI_DELAY_NOTICE_AFTER}: time after which the customer of such a turn gets a notice.
     */
    Duration delayNoticeAfter();

    /** {@code AI_MAX_EMPTY_ANSWERS}: answers without text that a turn may get before it fails. */
    int maxEmptyAnswers();

    /** Backoff before the second request; it doubles with each further one. */
    @WithDefault("PT1S")
    Duration retryInitialBackoff();

    /** {@code AI_RETRY_MAX_BACKOFF}: maximum backoff; a provider may demand a longer one. */
    Duration retryMaxBackoff();

    /**
     * {@code AI_CIRCUIT_BREAKER_THRESHOLD}: failures in a row, of any turns, that open the circuit.
     */
    int circuitBreakerThreshold();

    /**
     * {@code AI_CIRCUIT_BREAKER_DELAY}: time the circuit is open before one request goes through.
     */
    Duration circuitBreakerDelay();
}
