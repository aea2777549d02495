package dev.switchboard.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.languagemodel.ModelResult.Usage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AudioUsageTest {

    @Test
    void geminisSoundIsPartOfTheInput() {
        // When
        var read =
                new GeminiFormat()
                        .read(
                                """
                                {"candidates": [{"content": {"parts": [{"text": "Hello"}]}, "finishReason": "STOP"}],
                                 "usageMetadata": {"promptTokenCount": 500, "candidatesTokenCount": 40,
                                   "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 180},
                                                           {"modality": "AUDIO", "tokenCount": 320}]}}
                                """);

        // Then
        assertThat(read.usage()).isEqualTo(new Usage(500, 0, 0, 40, 0, 320, Optional.of("STOP")));
    }

    @Test
    void openAisSoundIsPartOfTheInput() {
        // When
        var read =
                new OpenAiFormat()
                        .read(
                                """
                                {"choices": [{"message": {"content": "Hello"}, "finish_reason": "stop"}],
                                 "usage": {"prompt_tokens": 500, "completion_tokens": 40,
                                   "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 320}}}
                                """);

        // Then
        assertThat(read.usage()).isEqualTo(new Usage(500, 0, 0, 40, 0, 320, Optional.of("stop")));
    }
}
