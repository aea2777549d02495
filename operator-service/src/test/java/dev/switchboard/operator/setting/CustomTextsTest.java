package dev.switchboard.operator.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.testing.Api;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.setting.CustomTextStore;
import dev.switchboard.transcript.setting.SettingChanges;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class CustomTextsTest {
    private static final String PATH = "/api/v1/texts";
    private static final String TIMEOUT = PATH + "/TIMEOUT";

    @Inject CustomTextStore store;
    @Inject SettingChanges changes;

    @AfterEach
    void removeAll() {
        changes.write(version -> {
            store.all().forEach(text -> store.delete(text.key()));
            return version;
        });
    }

    @Test
    void textIsSetByNameBusinessNumberAndLanguage() {
        // When
        var every = put(TIMEOUT, "One moment.");
        var theirs = put(TIMEOUT + "?business=14155238886&language=pt-br", "Um momento.");

        // Then
        assertThat(every.statusCode()).isEqualTo(200);
        assertThat(Api.get(TIMEOUT).jsonPath().getString("text")).isEqualTo("One moment.");
        assertThat(theirs.jsonPath().getString("business")).isEqualTo("14155238886");
        assertThat(theirs.jsonPath().getString("language")).isEqualTo("pt-BR");
        assertThat(Api.get(PATH).jsonPath().getList("texts.text"))
                .isEqualTo(List.of("One moment.", "Um momento."));
    }

    @Test
    void changeNeedsTheVersionThatItChanges() {
        // Given
        var tag = put(TIMEOUT, "One moment.").header("ETag");

        // When
        var without = put(TIMEOUT, "Two moments.");
        var changed = put(TIMEOUT, "Two moments.", tag);
        var stale = put(TIMEOUT, "Three moments.", tag);

        // Then
        assertThat(without.statusCode()).isEqualTo(428);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(
                        Api.authorised()
                                .header("If-Match", changed.header("ETag"))
                                .delete(TIMEOUT)
                                .statusCode())
                .isEqualTo(204);
        assertThat(Api.get(TIMEOUT).statusCode()).isEqualTo(404);
        assertThat(put(TIMEOUT, "Four moments.", tag).statusCode()).isEqualTo(412);
    }

    @Test
    void unknownNameAndUnreadableNumberAreNamed() {
        assertNamed(put(PATH + "/GREETING", "Hi"), 404, "name");
        assertNamed(put(TIMEOUT + "?business=Ana", "Hi"), 400, "business");
        assertNamed(put(TIMEOUT + "?language=Portuguese", "Hi"), 400, "language");
        assertNamed(put(TIMEOUT, " "), 400, "text");
        assertNamed(put(TIMEOUT, "a".repeat(1_601)), 400, "text");
    }

    private static void assertNamed(Response answer, int status, String field) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
    }

    private static Response put(String path, String text) {
        return Api.authorised().contentType(ContentType.JSON).body(Map.of("text", text)).put(path);
    }

    private static Response put(String path, String text, String version) {
        return Api.authorised()
                .contentType(ContentType.JSON)
                .header("If-Match", version)
                .body(Map.of("text", text))
                .put(path);
    }
}
