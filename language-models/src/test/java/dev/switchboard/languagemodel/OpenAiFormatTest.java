package dev.switchboard.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.wire.Json;
import dev.switchboard.languagemodel.ModelResult.Usage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peculiarities of OpenAI's wire format and of those that are like it. */
class OpenAiFormatTest {
    private final OpenAiFormat format = new OpenAiFormat();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <think>Hm, a ferry.</think>\\n\\nIt leaves at 7.     | It leaves at 7.
                    \\n <think>\\nHm.\\n</think>It leaves at 7.          | It leaves at 7.
                    Hm, a ferry.\\n</think>\\nIt leaves at 7.            | It leaves at 7.
                    Write <think>x</think> around it.                    | Write <think>x</think> around it.
                    It leaves at 7.                                      | It leaves at 7.
                    """)
    void thoughtsBeforeTheAnswerAreLeftOut(String written, String answer) {
        assertThat(text(content(written.replace("\\n", "\n")))).isEqualTo(answer);
    }

    @Test
    void answerThatIsCutOffInItsThoughtsIsEmpty() {
        assertThat(failure("{\"choices\":[{\"message\":{\"content\":\"<think>Hm\"}}]}").code())
                .isEqualTo(FailureCode.EMPTY);
    }

    @Test
    void textInPartsIsJoinedWithoutThoughts() {
        assertThat(
                        text(
                                """
                                {"choices":[{"message":{"content":[
                                 {"type":"thinking","thinking":[{"type":"text","text":"Hm"}]},
                                 {"type":"text","text":"It leaves "},{"type":"text","text":"at 7."}
                                 ]}}]}\
                                """))
                .isEqualTo("It leaves at 7.");
    }

    @Test
    void citedSourcesFollowTheAnswer() {
        // When
        var text =
                text(
                        """
                        {"citations":["https://a.test/x_y_z","https://b.test/","ftp://c.test/",
                          "javascript:alert(1)","https://e.test/never"],
                         "choices":[{"message":{"content":
                          "Ferries run[2][1]. Not [3], [4], [9] nor [5](https://own.test)."}}]}\
                        """);

        // Then
        assertThat(text)
                .isEqualTo(
                        "Ferries run[2][1]. Not [3], [4], [9] nor [5](https://own.test).\n\n"
                                + "[1] <https://a.test/x_y_z>\n[2] <https://b.test/>");
    }

    @Test
    void sourcesOfSearchResultsAreCitedToo() {
        assertThat(
                        text(
                                """
                                {"search_results":[{"title":"A","url":"https://a.test/"}],
                                 "choices":[{"message":{"content":"Yes[1]."}}]}\
                                """))
                .isEqualTo("Yes[1].\n\n[1] <https://a.test/>");
    }

    @Test
    void marksWithoutSourcesStay() {
        assertThat(text(content("See [1]."))).isEqualTo("See [1].");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"prompt_tokens":100,"completion_tokens":50}                                                       | 100 |  0 | 50 |  0
                    {"prompt_tokens":100,"completion_tokens":50,"prompt_tokens_details":{"cached_tokens":64}}          | 100 | 64 | 50 |  0
                    {"prompt_tokens":100,"completion_tokens":50,"completion_tokens_details":{"reasoning_tokens":30}}   | 100 |  0 | 20 | 30
                    {"prompt_tokens":100,"completion_tokens":50,"reasoning_tokens":30}                                 | 100 |  0 | 50 | 30
                    {"prompt_tokens":100,"completion_tokens":50,"prompt_cache_hit_tokens":10}                          | 100 | 10 | 50 |  0
                    {"prompt_tokens":-1,"completion_tokens":99999999999,"prompt_tokens_details":[]}                    |   0 |  0 |  0 |  0
                    "none"                                                                                             |   0 |  0 |  0 |  0
                    null                                                                                               |   0 |  0 |  0 |  0
                    """)
    void usageIsReadFromTheRawBody(String usage, int input, int cached, int output, int thoughts) {
        // When
        var read =
                format.read(
                        "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                            + "\"usage\":"
                                + usage
                                + "}");

        // Then
        assertThat(read.usage())
                .isEqualTo(new Usage(input, cached, 0, output, thoughts, Optional.of("stop")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"choices":[{"message":{"content":null,"refusal":"No."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9}} | BLOCKED
                    {"choices":[{"message":{"content":"Half"},"finish_reason":"content_filter"}],"usage":{"prompt_tokens":9}}     | BLOCKED
                    {"choices":[{"message":{"content":"Half"},"finish_reason":"error"}],"usage":{"prompt_tokens":9}}              | OVERLOADED
                    {"choices":[{"message":{"content":null},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":9}}           | EMPTY
                    """)
    void answerThatIsNoneHasItsUsage(String body, FailureCode code) {
        // When
        var failure = failure(body);

        // Then
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.usage().orElseThrow().inputTokens()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    400 | {"error":{"code":"content_filter"}}                               | BLOCKED       | HTTP 400 content_filter
                    400 | {"error":{"code":"context_length_exceeded"}}                      | CONFIGURATION | HTTP 400 context_length_exceeded
                    429 | {"error":{"type":"insufficient_quota","code":null}}               | ACCOUNT_REFUSED | HTTP 429 insufficient_quota
                    429 | {"error":{"message":"Bad key sk-secret","type":"requests"}}       | RATE_LIMITED  | HTTP 429 requests
                    401 | {"error":{"code":"Incorrect key sk-secret"}}                      | ACCOUNT_REFUSED | HTTP 401 no error code
                    422 | {"detail":[{"loc":["body"],"msg":"x","type":"missing"}]}          | CONFIGURATION | HTTP 422 missing
                    503 | {"error":"overloaded"}                                            | OVERLOADED    | HTTP 503 overloaded
                    500 | <html>sk-secret</html>                                            | OVERLOADED    | HTTP 500 no error code
                    """)
    void errorIsAFailureWithItsNameAlone(int status, String body, FailureCode code, String detail) {
        assertThat(format.failure(status, body)).isEqualTo(ModelResult.Failure.of(code, detail));
    }

    private static String content(String text) {
        var body = Json.mapper().createObjectNode();
        body.putArray("choices").addObject().putObject("message").put("content", text);
        return body.toString();
    }

    private String text(String body) {
        try {
            return Json.mapper()
                    .readTree(format.normalized(body))
                    .at("/choices/0/message/content")
                    .asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private ModelResult.Failure failure(String body) {
        try {
            throw new AssertionError(format.normalized(body));
        } catch (ModelHttp.CallFailedException e) {
            return ModelHttp.failureOf(e);
        }
    }
}
