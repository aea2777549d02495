package dev.switchboard.aiworker.model;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Supported providers of models, each with its model. */
public enum ModelProvider {
    GEMINI((profile, _) -> new GeminiModel(profile)),
    OPENAI((profile, _) -> OpenAiModel.openAi(profile)),
    ANTHROPIC((profile, _) -> new AnthropicModel(profile)),
    PERPLEXITY((profile, _) -> OpenAiModel.perplexity(profile)),
    OLLAMA((profile, _) -> new OllamaModel(profile)),
    ASKYOURDATABASE(AskYourDatabaseModel::new),
    /** Any server whose API is like OpenAI's. */
    CUSTOM((profile, _) -> OpenAiModel.custom(profile));

    private final BiFunction<ModelProfile, SessionTokens, ReplyModel> factory;

    ModelProvider(BiFunction<ModelProfile, SessionTokens, ReplyModel> factory) {
        this.factory = factory;
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

    /** The profile that the environment sets, AskYourDatabase's by the names of its own. */
    public static ModelProfile builtInProfile(
            ModelSettings settings, AskYourDatabaseSettings askYourDatabase) {
        var profile = ModelProfile.of(settings);
        return profile.provider() == ASKYOURDATABASE
                ? new ModelProfile(
                        profile.provider(),
                        askYourDatabase.chatId().or(profile::name),
                        askYourDatabase.baseUrl().or(profile::baseUrl),
                        askYourDatabase.apiKey().or(profile::apiKey),
                        profile.maxTokens(),
                        profile.temperature(),
                        profile.thinkingBudget(),
                        profile.timeout())
                : profile;
    }

    /**
     * @param tokens for a provider that keeps the conversations itself
     */
    public ReplyModel create(ModelProfile profile, SessionTokens tokens) {
        return factory.apply(profile, tokens);
    }
}
