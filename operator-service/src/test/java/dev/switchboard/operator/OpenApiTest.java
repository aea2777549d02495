package dev.switchboard.operator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class OpenApiTest {

    @Test
    void everyCallIsDescribedWithItsErrors() {
        // When
        var calls = calls();

        // Then
        assertThat(calls)
                .isNotEmpty()
                .allSatisfy(call -> {
                    assertThat(call).containsKeys("summary", "tags", "responses");
                    var open = List.of().equals(call.get("security"));
                    var responses = (Map<?, ?>) call.get("responses");
                    assertThat(responses.containsKey("401")).isNotEqualTo(open);
                });
    }

    @Test
    void problemAndBothTokenHeadersAreDescribed() {
        // When
        var document = document();

        // Then
        assertThat(document.getMap("components.schemas.Problem.properties"))
                .containsOnlyKeys("title", "status", "detail", "field");
        assertThat(document.getMap("components.securitySchemes"))
                .containsOnlyKeys("bearer", "apiKey");
    }

    @Test
    void pagesAreDescribedWithTheNamesOfTheirLists() {
        // When
        Map<String, Map<String, Map<String, Object>>> schemas =
                document().getMap("components.schemas");

        // Then
        assertThat(schemas.values())
                .extracting(schema -> schema.getOrDefault("properties", Map.of()).keySet())
                .contains(
                        Set.of("conversations", "nextBefore"),
                        Set.of("parts", "nextBefore"),
                        Set.of("webhooks", "nextBefore"),
                        Set.of("deadLetters", "nextBefore"));
    }

    private static List<Map<String, Object>> calls() {
        Map<String, Map<String, Map<String, Object>>> paths = document().getMap("paths");
        var calls = new ArrayList<Map<String, Object>>();
        paths.values().forEach(methods -> calls.addAll(methods.values()));
        return calls;
    }

    private static JsonPath document() {
        return given().accept("application/json").get("/q/openapi").jsonPath();
    }
}
