package dev.switchboard.languagemodel;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GeminiThinkingConfig;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import java.util.OptionalInt;

/** Google's Gemini (API v1beta). */
final class GeminiModel extends LangChainModel {
    static final String DEFAULT_NAME = "gemini-2.5-flash";

    GeminiModel(ModelProfile profile) {
        super(ModelProvider.GEMINI, name(profile), chat(profile));
    }

    private static String name(ModelProfile profile) {
        return profile.name().orElse(DEFAULT_NAME);
    }

    private static ChatModel chat(ModelProfile profile) {
        var builder =
                GoogleAiGeminiChatModel.builder()
                        .httpClientBuilder(new ModelHttp(profile.timeout(), new GeminiFormat()))
                        .baseUrl(profile.address())
                        .apiKey(profile.apiKey().orElse(""))
                        .modelName(name(profile))
                        .maxOutputTokens(profile.maxTokens())
                        .temperature(temperature(profile))
                        .returnThinking(false)
                        .maxRetries(0);
        thinkingBudget(profile)
                .ifPresent(tokens ->
                        builder.thinkingConfig(
                                GeminiThinkingConfig.builder().thinkingBudget(tokens).build()));
        return builder.build();
    }

    /**
     * Thoughts count against {@code maxTokens}. The Flash models of 2.5 think unless told not to;
     * others refuse a budget of 0, so none is set for them.
     */
    private static OptionalInt thinkingBudget(ModelProfile profile) {
        if (profile.thinkingBudget().isEmpty() && name(profile).startsWith(DEFAULT_NAME)) {
            return OptionalInt.of(0);
        }
        return profile.thinkingBudget();
    }
}
