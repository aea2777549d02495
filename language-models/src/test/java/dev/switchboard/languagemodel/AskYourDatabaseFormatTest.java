package dev.switchboard.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.languagemodel.ModelHttp.CallFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stream of AskYourDatabase's chatbot. */
class AskYourDatabaseFormatTest {
    private final AskYourDatabaseFormat format = new AskYourDatabaseFormat();

    @Test
    void eventsThatAreNoTextAreLeftOut() {
        assertThat(
                        format.normalized(
                                """
                                : ping

                                data: {"isText":true,"content":"It leaves "}

                                event: message
                                data: {"id":"executeSQL_1","isSQL":true,"sql":"SELECT 1","result":{}}

                                data:{"isText":true,"content":"at 7."}\r

                                data: [DONE]

                                """))
                .isEqualTo("It leaves at 7.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    data: {"isText":true,"content":"Half"}~~data: {"isTe                         | UNREADABLE
                    data: {"isText":true,"content":"Half"}~~data: {"isTe~                        | UNREADABLE
                    data: {"isText":true,"content":"Half"}~~data: {"error":"no"}~~               | OVERLOADED
                    """)
    void brokenStreamIsNoAnswer(String body, FailureCode code) {
        // When
        var thrown =
                catchThrowableOfType(
                        CallFailedException.class,
                        () -> format.normalized(body.replace('~', '\n')));

        // Then
        assertThat(ModelHttp.failureOf(thrown).code()).isEqualTo(code);
    }
}
