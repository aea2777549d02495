package dev.switchboard.transcript.setting;

import dev.switchboard.transcript.spend.ModelPrice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * Model with its limits, as an administrator has set it.
 *
 * @param version the settings' version of its last write
 * @param key empty where the provider needs none
 */
public record AiProfile(UUID id, long version, Values values, Optional<SealedKey> key) {
    /** Spellings of {@code AI_PROVIDER} that ai-worker knows. */
    public static final Set<String> PROVIDERS =
            Set.of(
                    "gemini",
                    "openai",
                    "anthropic",
                    "perplexity",
                    "ollama",
                    "askyourdatabase",
                    "custom");

    /** Providers without a default of their model, which for AskYourDatabase is a chatbot's id. */
    public static final Set<String> WITHOUT_DEFAULT_MODEL = Set.of("askyourdatabase", "custom");

    /** Providers without an address of their own. */
    public static final Set<String> WITHOUT_BASE_URL = Set.of("custom");

    /**
     * Values of a profile, without its key.
     *
     * @param provider spelling of {@code AI_PROVIDER}
     * @param model empty for the provider's default
     * @param baseUrl as the provider's client defines it; empty for the provider's own
     * @param temperature empty where none is sent
     * @param thinkingBudget empty for the model's own
     * @param fallbacks profiles to ask in this one's place when it fails, as {@link FallbackOrder}
     * @param active false for a profile that answers nobody
     * @param prices in place of the price list's; empty for those
     */
    public record Values(
            String name,
            String provider,
            Optional<String> model,
            Optional<String> baseUrl,
            int maxTokens,
            OptionalDouble temperature,
            OptionalInt thinkingBudget,
            Duration timeout,
            int maxConcurrentCalls,
            List<UUID> fallbacks,
            boolean active,
            Optional<ModelPrice> prices) {
        public Values {
            fallbacks = List.copyOf(fallbacks);
        }

        /** Values with the price list's prices. */
        public Values(
                String name,
                String provider,
                Optional<String> model,
                Optional<String> baseUrl,
                int maxTokens,
                OptionalDouble temperature,
                OptionalInt thinkingBudget,
                Duration timeout,
                int maxConcurrentCalls,
                List<UUID> fallbacks,
                boolean active) {
            this(
                    name,
                    provider,
                    model,
                    baseUrl,
                    maxTokens,
                    temperature,
                    thinkingBudget,
                    timeout,
                    maxConcurrentCalls,
                    fallbacks,
                    active,
                    Optional.empty());
        }
    }
}
