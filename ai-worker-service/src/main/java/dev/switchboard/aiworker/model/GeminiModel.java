package dev.switchboard.aiworker.model;

import static java.util.Objects.requireNonNullElse;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.googleai.GeminiThinkingConfig;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.switchboard.common.content.VisibleText;
import java.net.URI;
import java.util.ArrayList;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Google's Gemini (API v1beta). */
final class GeminiModel implements ReplyModel {
    static final String DEFAULT_NAME = "gemini-2.5-flash";
    private static final String TRUNCATION_MARK = " …";

    private final String name;
    private final ChatModel chat;

    GeminiModel(ModelProfile profile) {
        name = profile.name().orElse(DEFAULT_NAME);
        var builder =
                GoogleAiGeminiChatModel.builder()
                        .httpClientBuilder(new ModelHttp(profile.timeout(), new GeminiFormat()))
                        .apiKey(profile.apiKey().orElse(""))
                        .modelName(name)
                        .maxOutputTokens(profile.maxTokens())
                        .temperature(temperature(profile))
                        .returnThinking(false)
                        .maxRetries(0);
        profile.baseUrl()
                .map(URI::toString)
                .map(GeminiModel::withoutSlash)
                .ifPresent(builder::baseUrl);
        thinkingBudget(profile, name)
                .ifPresent(tokens ->
                        builder.thinkingConfig(
                                GeminiThinkingConfig.builder().thinkingBudget(tokens).build()));
        chat = builder.build();
    }

    private static @Nullable Double temperature(ModelProfile profile) {
        return profile.temperature().isPresent() ? profile.temperature().getAsDouble() : null;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * Thoughts count against {@code maxTokens}. The Flash models of 2.5 think unless told not to;
     * others refuse a budget of 0, so none is set for them.
     */
    private static OptionalInt thinkingBudget(ModelProfile profile, String name) {
        if (profile.thinkingBudget().isEmpty() && name.startsWith(DEFAULT_NAME)) {
            return OptionalInt.of(0);
        }
        return profile.thinkingBudget();
    }

    @Override
    public String provider() {
        return ModelProvider.GEMINI.settingName();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ModelResult reply(Prompt prompt) throws InterruptedException {
        try {
            return result(chat.chat(request(prompt)));
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the call was cancelled");
            }
            return ModelHttp.failureOf(e);
        }
    }

    private static ChatRequest request(Prompt prompt) {
        var messages = new ArrayList<ChatMessage>();
        messages.add(SystemMessage.from(prompt.system()));
        for (var entry : prompt.entries()) {
            messages.add(
                    switch (entry.side()) {
                        case CUSTOMER -> UserMessage.from(entry.text());
                        case BUSINESS -> AiMessage.from(entry.text());
                    });
        }
        return ChatRequest.builder().messages(messages).build();
    }

    private ModelResult result(ChatResponse response) {
        var text = requireNonNullElse(response.aiMessage().text(), "").strip();
        var finish = requireNonNullElse(response.finishReason(), FinishReason.OTHER);
        if (VisibleText.isBlank(text)) {
            return ModelResult.Failure.of(FailureCode.EMPTY, "no text, finished by " + finish);
        }
        var usage = response.tokenUsage();
        return new ModelResult.Answer(
                finish == FinishReason.LENGTH ? text + TRUNCATION_MARK : text,
                requireNonNullElse(response.modelName(), name),
                requireNonNullElse(usage.inputTokenCount(), 0),
                requireNonNullElse(usage.outputTokenCount(), 0));
    }
}
