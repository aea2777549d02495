package dev.switchboard.languagemodel;

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
 * @param thinkingBudget tokens of thought before the answer; 0 for none, -1 for as many as needed
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

    /** The base URL that is set, else the provider's own; without a slash at its end. */
    String address() {
        return baseUrl.map(URI::toString)
                .or(provider::baseUrl)
                .orElseThrow()
                .replaceFirst("/+$", "");
    }

    /** The account that calls go to; of a profile about which there is no complaint. */
    public ProviderAccount account() {
        return ProviderAccount.of(this);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ModelProfile[%s %s]".formatted(provider.settingName(), name.orElse("default"));
    }
}
