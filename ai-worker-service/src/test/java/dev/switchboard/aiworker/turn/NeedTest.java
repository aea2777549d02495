package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.testing.Turns;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.model.content.ChoiceKind;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.MediaKind;
import dev.switchboard.model.content.MediaRef;
import dev.switchboard.model.event.OptOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NeedTest {
    private static final Content REACTION = new Content.Reaction("SM1", Optional.of("👍"));
    private static final Content WORDS = new Content.Text("Hi");

    @ParameterizedTest
    @EnumSource
    void mediaAloneIsExplainedByItsKind(MediaKind kind) {
        assertThat(need(media(kind, Optional.empty())))
                .isEqualTo(new Need.Explanation(StandardText.about(kind)));
    }

    @Test
    void wordsBesideMediaAreAnswered() {
        assertThat(need(media(MediaKind.VOICE, Optional.empty()), WORDS, REACTION))
                .isEqualTo(new Need.Answer());
        assertThat(need(media(MediaKind.IMAGE, Optional.of("Look")))).isEqualTo(new Need.Answer());
    }

    @Test
    void whatCanBePutIntoWordsIsAnswered() {
        assertThat(need(new Content.Location(52.5, 13.4, Optional.empty(), Optional.empty())))
                .isEqualTo(new Need.Answer());
        assertThat(need(new Content.Choice(ChoiceKind.BUTTON, "yes", "Yes", Optional.empty())))
                .isEqualTo(new Need.Answer());
        assertThat(need(new Content.Edited("SM1", "I meant Tuesday"))).isEqualTo(new Need.Answer());
    }

    @Test
    void whatSaysNothingIsLeftAlone() {
        assertThat(
                        need(
                                REACTION,
                                new Content.Deleted("SM1"),
                                new Content.Notice("number_changed", "Ada has a new number"),
                                new Content.Text(" "),
                                new Content.Text("\u200E\u2060\uF8FF"),
                                new Content.Edited("SM1", "\u200B")))
                .isEqualTo(new Need.Silence());
    }

    @Test
    void unknownKindIsExplained() {
        assertThat(need(new Content.Unsupported(Optional.of("poll"), Optional.empty()), REACTION))
                .isEqualTo(new Need.Explanation(StandardText.UNSUPPORTED));
    }

    /** The conversation's own record of it may come later than the turn. */
    @ParameterizedTest
    @CsvSource({
        "STOP,           false",
        "STOP HELP,      false",
        "START STOP,     false",
        "STOP START,     true",
        "START,          true",
        "HELP,           true"
    })
    void questionBeforeAStopIsLeftAlone(String words, boolean isAnswered) {
        // Given
        var customer = Turns.ofNewCustomer();
        var messages = new ArrayList<>(customer.saying("What does it cost?").messages());
        for (var word : words.split(" ")) {
            var said = new OptOut(OptOut.Word.valueOf(word), true);
            messages.addAll(customer.optingOut(said, word).messages());
        }

        // Then
        assertThat(Need.of(messages))
                .isEqualTo(isAnswered ? new Need.Answer() : new Need.Silence());
    }

    private static Need need(Content... contents) {
        return Need.of(Turns.ofNewCustomer().sending(contents).messages());
    }

    private static Content media(MediaKind kind, Optional<String> caption) {
        var item =
                new MediaRef(
                        kind,
                        "https://example.org/1",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new Content.Media(List.of(item), caption);
    }
}
