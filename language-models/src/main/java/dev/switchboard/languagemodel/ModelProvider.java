package dev.switchboard.languagemodel;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Supported providers of models, each with its model. */
public enum ModelProvider {
    GEMINI(
            "https://generativelanguage.googleapis.com/v1beta",
            (profile, _) -> new GeminiModel(profile)),
    OPENAI("https://api.openai.com/v1", (profile, _) -> OpenAiModel.openAi(profile)),
    ANTHROPIC("https://api.anthropic.com/v1", (profile, _) -> new AnthropicModel(profile)),
    PERPLEXITY("https://api.perplexity.ai", (profile, _) -> OpenAiModel.perplexity(profile)),
    OLLAMA("http://localhost:11434", (profile, _) -> new OllamaModel(profile)),
    ASKYOURDATABASE("https://www.askyourdatabase.com", AskYourDatabaseModel::new),
    /** Any server whose API is like OpenAI's. */
    CUSTOM(null, (profile, _) -> OpenAiModel.custom(profile));

    private final @Nullable String baseUrl;
    private final BiFunction<ModelProfile, SessionTokens, ReplyModel> factory;

    ModelProvider(
            @Nullable String baseUrl, BiFunction<ModelProfile, SessionTokens, ReplyModel> factory) {
        this.baseUrl = baseUrl;
        this.factory = factory;
    }

    /** The provider's own base URL; empty where there is none. */
    Optional<String> baseUrl() {
        return Optional.ofNullable(baseUrl);
    }

    /** The spelling of {@code AI_PROVIDER}. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The provider of this spelling, if there is one. */
    public static Optional<ModelProvider> named(String settingName) {
        return Stream.of(values())
                .filter(provider -> provider.settingName().equals(settingName))
                .findFirst();
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
            case ASKYOURDATABASE -> chatbotComplaint(profile);
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

    private static Optional<String> chatbotComplaint(ModelProfile profile) {
        if (profile.apiKey().isEmpty()) {
            return Optional.of(
                    "ASKYOURDATABASE_API_KEY is missing: it must be set for"
                            + " AI_PROVIDER=askyourdatabase");
        }
        return profile.name().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "ASKYOURDATABASE_CHAT_ID is missing: it must be set for"
                                + " AI_PROVIDER=askyourdatabase");
    }

    private static Optional<String> serverComplaint(ModelProfile profile) {
        if (profile.baseUrl().isEmpty()) {
            return Optional.of("AI_BASE_URL is missing: it must be set for AI_PROVIDER=custom");
        }
        return profile.name().isPresent()
                ? Optional.empty()
                : Optional.of("AI_MODEL is missing: it must be set for AI_PROVIDER=custom");
    }

    /**
     * The model of a profile of this provider about which there is no complaint.
     *
     * @param tokens for a provider that keeps the conversations itself
     */
    public ReplyModel create(ModelProfile profile, SessionTokens tokens) {
        return factory.apply(profile, tokens);
    }
}
