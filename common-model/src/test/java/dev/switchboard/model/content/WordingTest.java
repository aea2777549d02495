package dev.switchboard.model.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordingTest {

    @Test
    void theCustomersOwnWordsComeFirst() {
        // Given
        var picture =
                new MediaRef(
                        MediaKind.IMAGE,
                        "id-1",
                        Optional.of("image/jpeg"),
                        Optional.empty(),
                        Optional.empty());

        // When
        var words =
                List.of(
                        Wording.of(new Content.Text("hello")),
                        Wording.of(new Content.Media(List.of(picture), Optional.of("my cat"))),
                        Wording.of(
                                new Content.Choice(
                                        ChoiceKind.BUTTON, "yes-1", "Yes", Optional.empty())));

        // Then
        assertThat(words).containsExactly("hello", "[image] my cat", "Yes");
    }

    @Test
    void whatHasNoWordsIsDescribed() {
        // When
        var words =
                List.of(
                        Wording.of(
                                new Content.Location(
                                        52.5, 13.4, Optional.of("Office"), Optional.empty())),
                        Wording.of(new Content.Reaction("wamid.1", Optional.empty())),
                        Wording.of(new Content.Unsupported(Optional.of("poll"), Optional.empty())));

        // Then
        assertThat(words)
                .containsExactly(
                        "[location: Office (52.5, 13.4)]",
                        "[reaction removed]",
                        "[unsupported: poll]");
    }
}
