package dev.switchboard.aiworker.testing;

import dev.switchboard.aiworker.model.ModelProvider;
import dev.switchboard.aiworker.model.ModelSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of a model for tests. */
public record TestModelSettings(
        ModelProvider provider,
        Optional<String> name,
        Optional<String> apiKey,
        Optional<URI> baseUrl,
        int maxTokens,
        double temperature,
        OptionalInt thinkingBudget,
        Duration timeout,
        int maxConcurrentCalls,
        Duration answerTimeout,
        Duration delayNoticeAfter,
        int maxEmptyAnswers,
        Duration retryInitialBackoff,
        Duration retryMaxBackoff,
        int circuitBreakerThreshold,
        Duration circuitBreakerDelay)
        implements ModelSettings {

    public static TestModelSettings gemini(String baseUrl, Duration timeout) {
        return new TestModelSettings(
                ModelProvider.GEMINI,
                Optional.empty(),
                Optional.of("test-key"),
                Optional.of(URI.create(baseUrl)),
                1000,
                0.7,
                OptionalInt.empty(),
                timeout,
                100,
                Duration.ofMinutes(1),
                Duration.ofSeconds(20),
                3,
                Duration.ofMillis(10),
                Duration.ofMillis(10),
                10,
                Duration.ofMillis(10));
    }
}
