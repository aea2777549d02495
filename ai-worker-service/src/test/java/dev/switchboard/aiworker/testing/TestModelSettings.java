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
                10,
                Duration.ofMillis(10));
    }

    public TestModelSettings withName(String changed) {
        return with(Optional.of(changed), maxTokens, thinkingBudget);
    }

    public TestModelSettings withMaxTokens(int changed) {
        return with(name, changed, thinkingBudget);
    }

    public TestModelSettings withThinkingBudget(int changed) {
        return with(name, maxTokens, OptionalInt.of(changed));
    }

    private TestModelSettings with(
            Optional<String> changedName, int changedMaxTokens, OptionalInt changedBudget) {
        return new TestModelSettings(
                provider,
                changedName,
                apiKey,
                baseUrl,
                changedMaxTokens,
                temperature,
                changedBudget,
                timeout,
                maxConcurrentCalls,
                answerTimeout,
                delayNoticeAfter,
                maxEmptyAnswers,
                retryInitialBackoff,
                retryMaxBackoff,
                circuitBreakerThreshold,
                circuitBreakerDelay);
    }
}
