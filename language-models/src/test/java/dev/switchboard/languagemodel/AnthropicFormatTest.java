package dev.switchboard.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.languagemodel.ModelHttp.CallFailedException;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.ModelResult.Usage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peculiarities of Anthropic's wire format. */
class AnthropicFormatTest {
    private final AnthropicFormat format = new AnthropicFormat();

    @Test
    void textBlocksAreJoinedAsTheyAreAndThoughtsLeftOut() {
        // When
        var read =
                format.read(
                        """
                        {"type":"message","model":"claude-haiku-4-5","stop_reason":"end_turn","content":[
                          {"type":"thinking","thinking":"Hm","signature":"x"},
                          {"type":"text","text":"It leaves "},{"type":"text","text":"at 7."}],
                         "usage":{"input_tokens":10,"cache_read_input_tokens":90,
                          "cache_creation_input_tokens":7,"output_tokens":20}}\
                        """);

        // Then
        assertThat(read.body()).contains("\"text\":\"It leaves at 7.\"").doesNotContain("Hm");
        assertThat(read.usage()).isEqualTo(new Usage(100, 90, 7, 20, 0, Optional.of("end_turn")));
    }

    @Test
    void whatCameBeforeARefusalIsNoAnswer() {
        // When
        var failure =
                failureOf(
                        """
                        {"type":"message","stop_reason":"refusal",
                         "content":[{"type":"text","text":"Sure, first you"}],
                         "usage":{"input_tokens":10,"output_tokens":4}}\
                        """);

        // Then
        assertThat(failure.code()).isEqualTo(FailureCode.BLOCKED);
        assertThat(failure.usage()).contains(new Usage(10, 0, 0, 4, 0, Optional.of("refusal")));
    }

    @Test
    void answerThatFillsTheContextWindowIsCutOff() {
        assertThat(
                        format.normalized(
                                """
                                {"stop_reason":"model_context_window_exceeded",
                                 "content":[{"type":"text","text":"Once"}]}\
                                """))
                .contains("\"stop_reason\":\"max_tokens\"");
    }

    @ParameterizedTest
    @CsvSource({
        "overloaded_error, OVERLOADED",
        "api_error, OVERLOADED",
        "rate_limit_error, RATE_LIMITED",
        "billing_error, ACCOUNT_REFUSED",
        "authentication_error, ACCOUNT_REFUSED",
        "an_error_of_tomorrow, OVERLOADED"
    })
    void errorInTheBodyOfASuccessIsAFailure(String type, FailureCode code) {
        assertThat(
                        failureOf(
                                        "{\"type\":\"error\",\"error\":{\"type\":\""
                                                + type
                                                + "\",\"message\":\"x\"}}")
                                .code())
                .isEqualTo(code);
    }

    private Failure failureOf(String body) {
        var thrown = catchThrowableOfType(CallFailedException.class, () -> format.normalized(body));
        return ModelHttp.failureOf(thrown);
    }
}
