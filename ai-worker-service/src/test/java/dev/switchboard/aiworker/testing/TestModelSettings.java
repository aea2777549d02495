package dev.switchboard.aiworker.testing;

import dev.switchboard.aiworker.model.ModelSettings;
import dev.switchboard.languagemodel.ModelProvider;
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
        Duration maxRetryAfter,
        int circuitBreakerThreshold,
        Duration circuitBreakerDelay)
        implements ModelSettings {

    public static TestModelSettings gemini(String baseUrl, Duration timeout) {
        return of(ModelProvider.GEMINI, Optional.empty(), baseUrl, timeout);
    }

    /** Settings of a provider's default model, or of a model called "custom". */
    public static TestModelSettings of(ModelProvider provider, String baseUrl, Duration timeout) {
        return of(
                provider,
                provider == ModelProvider.CUSTOM ? Optional.of("custom") : Optional.empty(),
                baseUrl,
                timeout);
    }

    private static TestModelSettings of(
            ModelProvider provider, Optional<String> name, String baseUrl, Duration timeout) {
        return new TestModelSettings(
                provider,
                name,
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
                Duration.ofMinutes(1),
                10,
                Duration.ofMillis(10));
    }

    public TestModelSettings withName(String changed) {
        return new TestModelSettings(
                provider,
                Optional.of(changed),
                apiKey,
                baseUrl,
                maxTokens,
                temperature,
                thinkingBudget,
                timeout,
                maxConcurrentCalls,
                answerTimeout,
                delayNoticeAfter,
                maxEmptyAnswers,
                retryInitialBackoff,
                retryMaxBackoff,
                maxRetryAfter,
                circuitBreakerThreshold,
                circuitBreakerDelay);
    }
}
