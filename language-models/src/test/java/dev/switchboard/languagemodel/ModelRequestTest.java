package dev.switchboard.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters of requests that only some models take. */
class ModelRequestTest extends SimulatedModelsCase {
    private static final Prompt PROMPT =
            new Prompt("Be brief.", List.of(new Prompt.Entry(Prompt.Side.CUSTOMER, "Hi")));

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini, true",
        "gpt-5-chat-latest, true",
        "gpt-5, false",
        "gpt-5-mini, false",
        "o3-mini, false",
        "openai/gpt-5, false",
        "sonar, true"
    })
    void reasoningModelsOfOpenAiGetNoTemperature(String name, boolean has)
            throws InterruptedException {
        // When
        var request = request(settings(ModelProvider.OPENAI).withName(name));

        // Then
        assertThat(request.has("temperature")).isEqualTo(has);
        assertThat(request.path("model").asText()).isEqualTo(name);
    }

    @Test
    void thoughtsOfAnthropicTakeThePlaceOfTheTemperature() throws InterruptedException {
        // Given
        var settings = settings(ModelProvider.ANTHROPIC).withMaxTokens(3000);

        // When
        var without = request(settings);
        var with = request(settings.withThinkingBudget(2000));

        // Then
        assertThat(without.path("temperature").asDouble()).isEqualTo(0.7);
        assertThat(without.has("thinking")).isFalse();
        assertThat(with.has("temperature")).isFalse();
        assertThat(with.at("/thinking/budget_tokens").asInt()).isEqualTo(2000);
    }

    @Test
    void thoughtsOfOllamaAreSwitchedByTheBudget() throws InterruptedException {
        // Given
        var settings = settings(ModelProvider.OLLAMA);

        // When
        var request = request(settings.withThinkingBudget(0));

        // Then
        assertThat(request.path("think").isBoolean()).isTrue();
        assertThat(request.path("think").asBoolean()).isFalse();
        assertThat(request.path("stream").asBoolean(true)).isFalse();
        assertThat(request(settings).path("think").asBoolean(false)).isFalse();
    }

    private static TestProfile settings(ModelProvider provider) {
        return TestProfile.of(
                provider, simulated.baseUrl(provider.settingName()) + "/", Duration.ofSeconds(20));
    }

    private static JsonNode request(TestProfile settings) throws InterruptedException {
        simulated.reset();
        var result = settings.model().reply(PROMPT);
        assertThat(result).isInstanceOf(ModelResult.Answer.class);
        return simulated.onlyCall().path("request");
    }
}
