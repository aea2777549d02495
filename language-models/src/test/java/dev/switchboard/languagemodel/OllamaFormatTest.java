package dev.switchboard.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.languagemodel.ModelHttp.CallFailedException;
import dev.switchboard.languagemodel.ModelResult.Usage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peculiarities of Ollama's wire format. */
class OllamaFormatTest {
    private final OllamaFormat format = new OllamaFormat();

    @Test
    void thoughtsAreLeftOutOfTheTextAndBesideIt() {
        // When
        var read =
                format.read(
                        """
                        {"model":"qwen3:8b","message":{"role":"assistant","thinking":"Hm",
                          "content":"<think>Hm</think>It leaves at 7."},"done":true,
                         "done_reason":"stop","prompt_eval_count":26,"eval_count":282}\
                        """);

        // Then
        assertThat(read.body())
                .contains("\"content\":\"It leaves at 7.\"", "\"model\":\"qwen3:8b\"")
                .doesNotContain("Hm");
        assertThat(read.usage()).isEqualTo(new Usage(26, 0, 0, 282, 0, Optional.of("stop")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"error":"an error was encountered while running the model"}                     | OVERLOADED
                    {"message":{"role":"assistant","content":"Half an ans"},"done":false}            | UNREADABLE
                    {"message":{"role":"assistant","content":""},"done":true,"done_reason":"load"}   | EMPTY
                    """)
    void bodyWithoutAWholeAnswerIsAFailure(String body, FailureCode code) {
        // When
        var thrown = catchThrowableOfType(CallFailedException.class, () -> format.normalized(body));

        // Then
        assertThat(ModelHttp.failureOf(thrown).code()).isEqualTo(code);
    }
}
