package dev.switchboard.aiworker.model;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Supported providers of models, each with its model. */
public enum ModelProvider {
    GEMINI(GeminiModel::new),
    OPENAI(OpenAiModel::openAi),
    ANTHROPIC(AnthropicModel::new),
    PERPLEXITY(OpenAiModel::perplexity),
    OLLAMA(OllamaModel::new),
    /** Any server whose API is like OpenAI's. */
    CUSTOM(OpenAiModel::custom);

    private final Function<ModelProfile, ReplyModel> factory;

    ModelProvider(Function<ModelProfile, ReplyModel> factory) {
        this.factory = factory;
    }

    /** The spelling of {@code AI_PROVIDER}. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Complaint about a profile with which this provider cannot be asked, in one line. */
    public Optional<String> complaint(ModelProfile profile) {
        return switch (this) {
            case GEMINI ->
                    profile.apiKey().isPresent()
                            ? Optional.empty()
                            : Optional.of(
                                    "AI_API_KEY is missing: it must be set (GOOGLE_API_KEY will do"
                                            + " as well)");
            case OPENAI, PERPLEXITY -> keyComplaint(profile);
            case ANTHROPIC -> keyComplaint(profile).or(() -> thinkingComplaint(profile));
            case OLLAMA -> Optional.empty();
            case CUSTOM -> serverComplaint(profile);
        };
    }

    private Optional<String> keyComplaint(ModelProfile profile) {
        return profile.apiKey().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "AI_API_KEY is missing: it must be set for AI_PROVIDER=" + settingName());
    }

    private static Optional<String> thinkingComplaint(ModelProfile profile) {
        var budget = profile.thinkingBudget().orElse(0);
        var min = AnthropicModel.MIN_THINKING_BUDGET;
        return budget == 0 || budget >= min && budget < profile.maxTokens()
                ? Optional.empty()
                : Optional.of(
                        "AI_THINKING_BUDGET is invalid: for Anthropic it must be 0, or at least "
                                + min
                                + " and less than AI_MAX_TOKENS");
    }

    private static Optional<String> serverComplaint(ModelProfile profile) {
        if (profile.baseUrl().isEmpty()) {
            return Optional.of("AI_BASE_URL is missing: it must be set for AI_PROVIDER=custom");
        }
        return profile.name().isPresent()
                ? Optional.empty()
                : Optional.of("AI_MODEL is missing: it must be set for AI_PROVIDER=custom");
    }

    ReplyModel create(ModelProfile profile) {
        return factory.apply(profile);
    }
}
