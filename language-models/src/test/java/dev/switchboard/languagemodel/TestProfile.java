package dev.switchboard.languagemodel;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Profiles of models for tests. */
record TestProfile(ModelProfile values) {

    static TestProfile gemini(String baseUrl, Duration timeout) {
        return of(ModelProvider.GEMINI, baseUrl, timeout);
    }

    /** Profile of a provider's default model, or of a model called "custom". */
    static TestProfile of(ModelProvider provider, String baseUrl, Duration timeout) {
        return new TestProfile(
                new ModelProfile(
                        provider,
                        provider == ModelProvider.CUSTOM ? Optional.of("custom") : Optional.empty(),
                        Optional.of(URI.create(baseUrl)),
                        Optional.of("test-key"),
                        1000,
                        OptionalDouble.of(0.7),
                        OptionalInt.empty(),
                        timeout));
    }

    TestProfile withName(String changed) {
        return with(Optional.of(changed), values.maxTokens(), values.thinkingBudget());
    }

    TestProfile withMaxTokens(int changed) {
        return with(values.name(), changed, values.thinkingBudget());
    }

    TestProfile withThinkingBudget(int changed) {
        return with(values.name(), values.maxTokens(), OptionalInt.of(changed));
    }

    private TestProfile with(Optional<String> name, int maxTokens, OptionalInt thinkingBudget) {
        return new TestProfile(
                new ModelProfile(
                        values.provider(),
                        name,
                        values.baseUrl(),
                        values.apiKey(),
                        maxTokens,
                        values.temperature(),
                        thinkingBudget,
                        values.timeout()));
    }

    /** The profile's model. */
    ReplyModel model() {
        return values.provider().create(values, SessionTokens.NONE);
    }
}
