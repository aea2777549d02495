package dev.switchboard.transcript.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.transcript.setting.CustomText.Key;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomTextIndexTest {
    private final CustomTextIndex index =
            new CustomTextIndex(
                    List.of(
                            text("TIMEOUT", "", "", "every"),
                            text("TIMEOUT", "", "pt", "pt"),
                            text("TIMEOUT", "", "pt-BR", "pt-BR"),
                            text("TIMEOUT", "1415", "", "1415"),
                            text("TIMEOUT", "1415", "de", "1415 de")));

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, 4930, '', every",
        "TIMEOUT, 4930, pt-BR, pt-BR",
        "TIMEOUT, 4930, pt-PT, pt",
        "TIMEOUT, 4930, fr, every",
        "TIMEOUT, 1415, pt-BR, 1415",
        "TIMEOUT, 1415, de-AT, 1415 de"
    })
    void numberGoesBeforeLanguageBeforeMainLanguage(
            String name, String business, String language, String expected) {
        assertThat(index.find(name, List.of(business), language)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"BLOCKED, 1415, de"})
    void textThatIsNotSetIsNotFound(String name, String business, String language) {
        assertThat(index.find(name, List.of(business), language)).isEmpty();
    }

    private static CustomText text(String name, String business, String language, String text) {
        return new CustomText(new Key(name, business, language), 1, text);
    }
}
