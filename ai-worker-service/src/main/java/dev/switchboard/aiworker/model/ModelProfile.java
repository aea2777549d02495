package dev.switchboard.aiworker.model;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Values that a model's client is made of.
 *
 * @param name the model at the provider; empty for the provider's default
 * @param baseUrl as the provider's client defines it; empty for the provider's own
 * @param temperature empty where none is sent
 * @param thinkingBudget as {@link ModelSettings#thinkingBudget}
 * @param timeout of a single request
 */
public record ModelProfile(
        ModelProvider provider,
        Optional<String> name,
        Optional<URI> baseUrl,
        Optional<String> apiKey,
        int maxTokens,
        OptionalDouble temperature,
        OptionalInt thinkingBudget,
        Duration timeout) {

    /** The built-in profile, which the environment sets. */
    public static ModelProfile of(ModelSettings settings) {
        return new ModelProfile(
                settings.provider(),
                settings.name(),
                settings.baseUrl(),
                settings.apiKey(),
                settings.maxTokens(),
                OptionalDouble.of(settings.temperature()),
                settings.thinkingBudget(),
                settings.timeout());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ModelProfile[%s %s]".formatted(provider.settingName(), name.orElse("default"));
    }
}
