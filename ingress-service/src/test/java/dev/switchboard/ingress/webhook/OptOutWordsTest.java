package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.content.ChoiceKind;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.OptOut;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutWordsTest {
    private final OptOutWords words =
            new OptOutWords(List.of("STOP", " opt out ", "Arrêt", ""), List.of("START"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop",
                " Stop! ",
                "stop.",
                "\u202Astop\u202C",
                "*STOP*",
                "\uFF33TOP",
                "Opt-out",
                "OPT  OUT",
                "arret",
                "ARRÊT"
            })
    void messageThatIsAWordOptsOut(String text) {
        assertThat(words.in(new Content.Text(text))).hasValue(new OptOut(OptOut.Word.STOP, false));
    }

    @Test
    void messageEditedToAWordOptsOut() {
        assertThat(words.in(new Content.Edited("wamid.1", "Stop")))
                .hasValue(new OptOut(OptOut.Word.STOP, false));
    }

    /** The service's defaults; a word with another meaning would silence the AI by mistake. */
    @ParameterizedTest
    @CsvSource({
        "STOP,true",
        "Stop promotions,true",
        "Darme de baja,true",
        "descadastrar,true",
        "Baja,false",
        "Sair,false",
        "cancel,false",
    })
    void defaultWordsHaveNoOtherMeaning(String text, boolean optsOut) {
        // Given
        var settings =
                new SmallRyeConfigBuilder()
                        .withMapping(OptOutSettings.class)
                        .build()
                        .getConfigMapping(OptOutSettings.class);

        // Then
        assertThat(new OptOutWords(settings).in(new Content.Text(text)).isPresent())
                .isEqualTo(optsOut);
    }

    @Test
    void buttonWithAWordOptsOutToo() {
        // Given
        var tap = new Content.Choice(ChoiceKind.TEMPLATE_BUTTON, "x", "Stop", Optional.empty());

        // Then
        assertThat(words.in(tap)).hasValue(new OptOut(OptOut.Word.STOP, false));
    }

    @Test
    void wordThatOptsInStillNeedsAReply() {
        // When
        var said = words.in(new Content.Text("start"));

        // Then
        assertThat(said).hasValue(new OptOut(OptOut.Word.START, false));
        assertThat(said.orElseThrow().needsNoReply()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "...",
                "Where is the bus stop?",
                "Please stop",
                "stop it",
                "nonstop",
                "stop?",
                "¿Stop?",
                "¿Stop",
                "stop\uFF1F",
                "start?",
                "starting",
                "help"
            })
    void messageWithMoreThanAWordDoesNotOptOut(String text) {
        assertThat(words.in(new Content.Text(text))).isEmpty();
    }
}
