package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.common.content.ChoiceKind;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.content.MediaRef;
import dev.switchboard.common.event.OptOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseKindTest {
    private static final Content REACTION = new Content.Reaction("SM1", Optional.of("👍"));
    private static final Content TEXT = new Content.Text("Hi");

    @ParameterizedTest
    @EnumSource
    void mediaAloneGetsTheStandardTextOfItsKind(MediaKind kind) {
        assertThat(kindOf(media(kind, Optional.empty())))
                .isEqualTo(new ResponseKind.StandardReply(StandardText.forMedia(kind)));
    }

    @Test
    void textBesideMediaIsAnswered() {
        assertThat(kindOf(media(MediaKind.VOICE, Optional.empty()), TEXT, REACTION))
                .isEqualTo(new ResponseKind.ModelAnswer());
        assertThat(kindOf(media(MediaKind.IMAGE, Optional.of("Look"))))
                .isEqualTo(new ResponseKind.ModelAnswer());
    }

    @Test
    void contentThatCanBePutIntoTextIsAnswered() {
        assertThat(kindOf(new Content.Location(52.5, 13.4, Optional.empty(), Optional.empty())))
                .isEqualTo(new ResponseKind.ModelAnswer());
        assertThat(kindOf(new Content.Choice(ChoiceKind.BUTTON, "yes", "Yes", Optional.empty())))
                .isEqualTo(new ResponseKind.ModelAnswer());
        assertThat(kindOf(new Content.Edited("SM1", "I meant Tuesday")))
                .isEqualTo(new ResponseKind.ModelAnswer());
    }

    @Test
    void contentWithoutAMeaningGetsNoReply() {
        assertThat(
                        kindOf(
                                REACTION,
                                new Content.Deleted("SM1"),
                                new Content.Notice("number_changed", "Ada has a new number"),
                                new Content.Text(" "),
                                new Content.Text("\u200E\u2060\uF8FF"),
                                new Content.Edited("SM1", "\u200B")))
                .isEqualTo(ResponseKind.NoReply.NOTHING_TO_ANSWER);
    }

    @Test
    void unsupportedContentGetsAStandardText() {
        assertThat(kindOf(new Content.Unsupported(Optional.of("poll"), Optional.empty()), REACTION))
                .isEqualTo(new ResponseKind.StandardReply(StandardText.UNSUPPORTED));
    }

    /** The conversation may record the STOP later than the turn. */
    @ParameterizedTest
    @CsvSource({
        "STOP,           false",
        "STOP HELP,      false",
        "START STOP,     false",
        "STOP START,     true",
        "START,          true",
        "HELP,           true"
    })
    void messageBeforeAStopGetsNoReply(String optOutWords, boolean isAnswered) {
        // Given
        var customer = TestConversation.ofNewCustomer();
        var messages = new ArrayList<>(customer.saying("What does it cost?").messages());
        for (var word : optOutWords.split(" ")) {
            var optOut = new OptOut(OptOut.Word.valueOf(word), true);
            messages.addAll(customer.optingOut(optOut, word).messages());
        }

        // Then
        assertThat(ResponseKind.of(messages))
                .isEqualTo(
                        isAnswered
                                ? new ResponseKind.ModelAnswer()
                                : ResponseKind.NoReply.NOTHING_TO_ANSWER);
    }

    private static ResponseKind kindOf(Content... contents) {
        return ResponseKind.of(TestConversation.ofNewCustomer().sending(contents).messages());
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
