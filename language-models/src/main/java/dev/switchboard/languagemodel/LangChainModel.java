package dev.switchboard.languagemodel;

import static java.util.Objects.requireNonNullElse;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.switchboard.common.content.VisibleText;
import dev.switchboard.languagemodel.ModelHttp.Exchange;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Model of a provider for which langchain4j has a client: that client makes the requests' form, and
 * {@link ModelHttp} sends them.
 */
class LangChainModel implements ReplyModel {
    private static final String TRUNCATION_MARK = " …";

    private final ModelProvider provider;
    private final String name;
    private final ChatModel chat;

    /**
     * @param chat with a {@link ModelHttp} of its own, and without retries
     */
    LangChainModel(ModelProvider provider, String name, ChatModel chat) {
        this.provider = provider;
        this.name = name;
        this.chat = chat;
    }

    /** The temperature, where one is sent. */
    static @Nullable Double temperature(ModelProfile profile) {
        return profile.temperature().isPresent() ? profile.temperature().getAsDouble() : null;
    }

    @Override
    public final String provider() {
        return provider.settingName();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final ModelResult reply(Prompt prompt) throws InterruptedException {
        try {
            return result(ModelHttp.exchange(chat, request(prompt)));
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

    private ModelResult result(Exchange exchange) {
        var response = exchange.response();
        var text = requireNonNullElse(response.aiMessage().text(), "").strip();
        var finish = requireNonNullElse(response.finishReason(), FinishReason.OTHER);
        if (VisibleText.isBlank(text)) {
            return ModelResult.Failure.of(
                    FailureCode.EMPTY, "no text, finished by " + finish, exchange.usage());
        }
        return new ModelResult.Answer(
                finish == FinishReason.LENGTH ? text + TRUNCATION_MARK : text,
                requireNonNullElse(response.modelName(), name),
                exchange.usage());
    }
}
