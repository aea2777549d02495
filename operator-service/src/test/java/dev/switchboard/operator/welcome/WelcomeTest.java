package dev.switchboard.operator.welcome;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class WelcomeTest {

    @Test
    void everyLinkOfTheRootPageExists() {
        // Given
        var page = given().get("/").asString();

        // When
        var links =
                Pattern.compile("href=\"(/[^\"]*)\"")
                        .matcher(page)
                        .results()
                        .map(link -> link.group(1))
                        .toList();

        // Then
        assertThat(links).hasSizeGreaterThan(3);
        assertThat(links)
                .allSatisfy(link -> assertThat(given().get(link).statusCode()).isEqualTo(200));
    }

    @Test
    void onlyTheLocalStackLinksToTheSimulator() {
        // When
        var local = given().get("/").asString();
        var elsewhere = new WelcomeResource("production").page();

        // Then
        assertThat(local).contains("http://127.0.0.1:8090/");
        assertThat(elsewhere).doesNotContain("8090");
    }
}
