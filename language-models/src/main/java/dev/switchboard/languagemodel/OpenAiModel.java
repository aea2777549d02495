package dev.switchboard.languagemodel;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.regex.Pattern;

/** OpenAI's chat completions, and the APIs of others that are like it. */
final class OpenAiModel extends LangChainModel {
    /** Reasoning models, which refuse a temperature; a vendor's name may stand before theirs. */
    private static final Pattern WITHOUT_TEMPERATURE =
            Pattern.compile("(?:.*/)?(?:o\\d|gpt-5(?!.*-chat)).*");

    private OpenAiModel(ModelProvider provider, ModelProfile profile, String name) {
        super(provider, name, chat(profile, name));
    }

    static ReplyModel openAi(ModelProfile profile) {
        return new OpenAiModel(ModelProvider.OPENAI, profile, profile.name().orElse("gpt-4o-mini"));
    }

    static ReplyModel perplexity(ModelProfile profile) {
        return new OpenAiModel(ModelProvider.PERPLEXITY, profile, profile.name().orElse("sonar"));
    }

    /** Any other server; its model and its base URL must be set. */
    static ReplyModel custom(ModelProfile profile) {
        return new OpenAiModel(ModelProvider.CUSTOM, profile, profile.name().orElseThrow());
    }

    private static ChatModel chat(ModelProfile profile, String name) {
        var builder =
                OpenAiChatModel.builder()
                        .httpClientBuilder(new ModelHttp(profile.timeout(), new OpenAiFormat()))
                        .baseUrl(profile.address())
                        .modelName(name)
                        .timeout(profile.timeout())
                        .maxRetries(0);
        profile.apiKey().ifPresent(builder::apiKey);
        if (!WITHOUT_TEMPERATURE.matcher(name).matches()) {
            builder.temperature(temperature(profile));
        }
        // OpenAI's newer models refuse the older name of the bound, other servers know no other.
        return profile.provider() == ModelProvider.OPENAI
                ? builder.maxCompletionTokens(profile.maxTokens()).build()
                : builder.maxTokens(profile.maxTokens()).build();
    }
}
