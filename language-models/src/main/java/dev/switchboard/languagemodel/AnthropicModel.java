package dev.switchboard.languagemodel;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;

/** Anthropic's Claude. */
final class AnthropicModel extends LangChainModel {
    /** The least that Anthropic takes for a budget of thought. */
    static final int MIN_THINKING_BUDGET = 1024;

    private static final String DEFAULT_NAME = "claude-haiku-4-5";
    private static final double MAX_TEMPERATURE = 1;

    AnthropicModel(ModelProfile profile) {
        super(ModelProvider.ANTHROPIC, name(profile), chat(profile));
    }

    private static String name(ModelProfile profile) {
        return profile.name().orElse(DEFAULT_NAME);
    }

    private static ChatModel chat(ModelProfile profile) {
        var builder =
                AnthropicChatModel.builder()
                        .httpClientBuilder(new ModelHttp(profile.timeout(), new AnthropicFormat()))
                        .baseUrl(profile.address())
                        .apiKey(profile.apiKey().orElse(""))
                        .modelName(name(profile))
                        .maxTokens(profile.maxTokens())
                        .timeout(profile.timeout())
                        .returnThinking(false)
                        .maxRetries(0);
        var budget = profile.thinkingBudget().orElse(0);
        if (budget > 0) {
            builder.thinkingType("enabled").thinkingBudgetTokens(budget);
        } else {
            profile.temperature()
                    .ifPresent(it -> builder.temperature(Math.min(it, MAX_TEMPERATURE)));
        }
        return builder.build();
    }
}
