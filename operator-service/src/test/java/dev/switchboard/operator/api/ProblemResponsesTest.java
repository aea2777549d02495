package dev.switchboard.operator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.switchboard.testing.LogLines;
import dev.switchboard.transcript.read.ReadTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ProblemResponsesTest {

    /** Messages of database errors quote rows, and rows have customers' texts. */
    @Test
    void bugIsLoggedWithoutTheMessageOfItsException() {
        // Given
        var secret = "Key (text)=(my card is 4111 1111 1111 1111)";
        var failure = new IllegalStateException(secret, new SQLException(secret, "23505"));

        failure.setStackTrace(
                new StackTraceElement[] {
                    new StackTraceElement("org.elsewhere.Library", "call", "Library.java", 1)
                });

        var logged = new LogLines(ProblemResponses.class);

        // When
        try (logged) {
            var _ = new ProblemResponses().unexpected(failure);
        }

        // Then
        assertThat(logged.lines())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("Request failed by a bug", "IllegalStateException", "SQLSTATE 23505")
                .doesNotContain("4111");
    }

    @Test
    void readThatTimedOutMayBeRetried() {
        // Given
        var timeout = new ReadTimeoutException(Duration.ofSeconds(10), new SQLException("57014"));

        // When
        var answer = new ProblemResponses().tooSlow(timeout);

        // Then
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isNotNull();
        assertThat(((Problem) answer.getEntity()).detail()).contains("longer than 10 seconds");
    }

    /** A caller can narrow a search; a list without one cannot be narrowed. */
    @Test
    void searchThatTimedOutNamesItsParameter() {
        // Given
        Supplier<String> slow =
                () -> {
                    throw new ReadTimeoutException(
                            Duration.ofSeconds(10), new SQLException("57014"));
                };

        // When
        var searched = catchThrowable(() -> Search.by("query", "a", slow));
        var listed = catchThrowable(() -> Search.by("query", null, slow));

        // Then
        assertThat(searched)
                .isInstanceOfSatisfying(
                        RefusedRequest.class,
                        refused -> {
                            assertThat(refused.problem().status()).isEqualTo(400);
                            assertThat(refused.problem().field()).hasValue("query");
                        });
        assertThat(listed).isInstanceOf(ReadTimeoutException.class);
    }
}
