package dev.switchboard.operator.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.testing.Api;
import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class AccessTest {
    private static final Set<String> OPEN = Set.of("/health", "/stats");

    /** One operation of the OpenAPI document. */
    private record Operation(String method, String path) {
        int statusFor(RequestSpecification caller) {
            return caller.request(method, path.replaceAll("\\{\\w+}", "1")).statusCode();
        }
    }

    @Test
    void everyOperationButTheOpenOnesNeedsAToken() {
        // Given
        var guarded = operations().stream().filter(it -> !OPEN.contains(it.path())).toList();

        // When
        var opened = guarded.stream().filter(it -> it.statusFor(given()) != 401).toList();

        // Then
        assertThat(guarded).hasSizeGreaterThanOrEqualTo(9);
        assertThat(opened).isEmpty();
    }

    @Test
    void everyOperationRefusesAWrongToken() {
        // Given
        var guarded = operations().stream().filter(it -> !OPEN.contains(it.path())).toList();

        // When
        var opened =
                guarded.stream()
                        .filter(it -> it.statusFor(bearer("token-of-the-testt")) != 401)
                        .toList();

        // Then
        assertThat(opened).isEmpty();
    }

    private static List<Operation> operations() {
        var document = given().accept("application/json").get("/q/openapi").jsonPath();
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        var operations = new ArrayList<Operation>();
        paths.forEach((path, methods) ->
                methods.keySet()
                        .forEach(method ->
                                operations.add(
                                        new Operation(method.toUpperCase(Locale.ROOT), path))));
        return operations;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/v1/nothing", "/nothing", "/api/v1/../v1/conversations"})
    void pathThatIsNotListedNeedsATokenToo(String path) {
        // When
        var answer = given().urlEncodingEnabled(false).get(path);

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusalIsAProblemThatNamesTheScheme() {
        // When
        var answer = given().get("/api/v1/conversations");

        // Then
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.jsonPath().getInt("status")).isEqualTo(401);
        assertThat(answer.jsonPath().getString("title")).isEqualTo("Unauthorized");
    }

    @Test
    void refusalOfAWrongTokenIsTheSameProblem() {
        // When
        var answer = bearer("wrong").get("/api/v1/conversations");

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("title")).isEqualTo("Unauthorized");
    }

    @Test
    void tokenMayBeInEitherHeader() {
        // When
        var bearer = bearer(Api.TOKEN).get("/api/v1/conversations");
        var lowerCase =
                given().header("Authorization", "bearer " + Api.TOKEN).get("/api/v1/conversations");
        var key = given().header("X-API-Key", Api.TOKEN).get("/api/v1/conversations");

        // Then
        assertThat(List.of(bearer.statusCode(), lowerCase.statusCode(), key.statusCode()))
                .containsOnly(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/stats",
                "/q/health/ready",
                "/q/health/live",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui/"
            })
    void pathsForProbesAndNewcomersAreOpen(String path) {
        // When
        var answer = given().get(path);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
