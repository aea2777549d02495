package dev.switchboard.languagemodel;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import java.time.Duration;
import java.util.Map;

/** Encodes a request to Gemini and reads a response, without a connection. */
public final class GeminiWarmUp {
    private static final String RESPONSE =
            """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},
            "finishReason":"STOP","index":0}],"modelVersion":"none",
            "usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":1,"totalTokenCount":10}}
            """;

    private final ChatModel chat =
            GoogleAiGeminiChatModel.builder()
                    .httpClientBuilder(new NoConnection())
                    .apiKey("none")
                    .modelName("none")
                    .maxRetries(0)
                    .build();

    /** Does it once. */
    public void run() {
        var _ = chat.chat(SystemMessage.from("You are a person."), UserMessage.from("Hello"));
    }

    /** Answers every request alike. */
    private static final class NoConnection extends BlockingHttp {
        private final GeminiFormat format = new GeminiFormat();

        private NoConnection() {
            super(Duration.ZERO, Duration.ZERO);
        }

        @Override
        public SuccessfulHttpResponse execute(HttpRequest request) {
            return SuccessfulHttpResponse.builder()
                    .statusCode(200)
                    .headers(Map.of())
                    .body(format.normalized(RESPONSE))
                    .build();
        }
    }
}
