package dev.switchboard.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.testing.Api;
import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class ProblemTest {
    private static final String TAKEOVER = "/api/v1/takeover";

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"phone\":", "phone=1", "", "null", "[]", "\"+49\"", "7"})
    void bodyThatIsNoJsonObjectIsABadRequest(String body) {
        // When
        var answer = Api.postText(TAKEOVER, body);

        // Then
        assertIsProblem(answer, 400, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"phone\":{}}                           | phone",
                "{\"phone\":[\"+49\"]}                    | phone",
                "{\"phone\":null}                         | phone",
                "{}                                       | phone",
                "{\"phone\":\"+4915100\",\"channel\":\"sms\"} | channel",
            })
    void fieldOfTheWrongKindIsNamed(String body, String field) {
        // When
        var answer = Api.postText(TAKEOVER, body);

        // Then
        assertIsProblem(answer, 400, field);
    }

    @Test
    void booleanOfTheWrongTypeIsNamed() {
        // When
        var answer =
                Api.postText("/api/v1/handback", "{\"phone\":\"1\",\"answer_pending\":\"soon\"}");

        // Then
        assertIsProblem(answer, 400, "answer_pending");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/conversations?limit=0,          limit",
        "/api/v1/conversations?limit=201,        limit",
        "/api/v1/conversations?limit=ten,        limit",
        "/api/v1/conversations?before=yesterday, before",
        "/api/v1/conversations?before=2026-01-01T00:00:00Z_x, before",
        "/api/v1/conversations?holder=nobody,    holder",
        "/api/v1/parts?state=sent,               state",
        "/api/v1/parts?before=2026-01-01T00:00:00Z_x.1, before",
        "/api/v1/conversations?phone=Ana,        phone",
        "/api/v1/conversations/7,                id",
        "/get_messages,                          phone",
        "/get_messages?phone=Ana,                phone",
        "/get_messages?phone=4915112345678&channel=sms, channel",
    })
    void invalidParameterIsNamed(String address, String field) {
        // When
        var answer = Api.get(address);

        // Then
        assertIsProblem(answer, 400, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit", "holder", "phone"})
    void blankParameterIsAsIfItWereAbsent(String name) {
        assertThat(Api.get("/api/v1/conversations?" + name + "=").statusCode()).isEqualTo(200);
    }

    @Test
    void conversationThatDoesNotExistIsNotFound() {
        // When
        var answer = Api.get("/api/v1/conversations/9d3cd2d0-7d8f-5f5e-8a6e-0a54b2b4a9b0/messages");

        // Then
        assertIsProblem(answer, 404, "id");
    }

    @Test
    void unknownPathIsAProblemToo() {
        // When
        var answer = Api.get("/api/v1/nothing");

        // Then
        assertIsProblem(answer, 404, null);
    }

    @Test
    void wrongMethodAndWrongMediaTypeAreProblemsToo() {
        // When
        var method = Api.get(TAKEOVER);
        var type =
                Api.authorised()
                        .contentType(ContentType.TEXT)
                        .body("{\"phone\":\"+4915112345678\"}")
                        .post(TAKEOVER);

        // Then
        assertIsProblem(method, 405, null);
        assertIsProblem(type, 415, null);
    }

    @Test
    void bodyBeyondTheLimitIsRefused() {
        // When
        var answer = Api.postText(TAKEOVER, "{\"phone\":\"" + "1".repeat(1_100_000) + "\"}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    private static void assertIsProblem(Response answer, int status, @Nullable String field) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        var problem = answer.jsonPath();
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
        assertThat(problem.getString("field")).isEqualTo(field);
    }
}
