package dev.switchboard.languagemodel;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import java.util.Map;

/** Models that Ollama runs, mostly on a machine of one's own. */
final class OllamaModel extends LangChainModel {
    private static final String DEFAULT_NAME = "llama3.2";

    OllamaModel(ModelProfile profile) {
        super(ModelProvider.OLLAMA, name(profile), chat(profile));
    }

    private static String name(ModelProfile profile) {
        return profile.name().orElse(DEFAULT_NAME);
    }

    /** A key is for a server behind a proxy that asks for one; Ollama itself has none. */
    private static ChatModel chat(ModelProfile profile) {
        var builder =
                OllamaChatModel.builder()
                        .httpClientBuilder(new ModelHttp(profile.timeout(), new OllamaFormat()))
                        .baseUrl(profile.address())
                        .modelName(name(profile))
                        .numPredict(profile.maxTokens())
                        .temperature(temperature(profile))
                        .timeout(profile.timeout())
                        .returnThinking(false)
                        .maxRetries(0);
        profile.apiKey()
                .map(key -> Map.of("Authorization", "Bearer " + key))
                .ifPresent(builder::customHeaders);
        profile.thinkingBudget().ifPresent(tokens -> builder.think(tokens != 0));
        return builder.build();
    }
}
