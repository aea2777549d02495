package dev.switchboard.ingress.webhook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.model.content.ChoiceKind;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.OptOut;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
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
    void wholeMessageThatIsAWordOptsOut(String said) {
        assertThat(words.in(new Content.Text(said))).hasValue(new OptOut(OptOut.Word.STOP, false));
    }

    @Test
    void messageThatIsChangedToAWordOptsOut() {
        assertThat(words.in(new Content.Edited("wamid.1", "Stop")))
                .hasValue(new OptOut(OptOut.Word.STOP, false));
    }

    /** As the service is delivered; silence is the price of a word that means something else. */
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
    void wordsThatAreSetByDefaultMeanNothingElse(String said, boolean optsOut) throws IOException {
        // Given
        var delivered = OptOutWordsTest.class.getResource("/application.properties");
        var settings =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(requireNonNull(delivered)))
                        .withMapping(OptOutSettings.class)
                        .build()
                        .getConfigMapping(OptOutSettings.class);

        // Then
        assertThat(new OptOutWords(settings).in(new Content.Text(said)).isPresent())
                .isEqualTo(optsOut);
    }

    @Test
    void buttonThatSaysSoOptsOutToo() {
        // Given
        var tap = new Content.Choice(ChoiceKind.TEMPLATE_BUTTON, "x", "Stop", Optional.empty());

        // Then
        assertThat(words.in(tap)).hasValue(new OptOut(OptOut.Word.STOP, false));
    }

    @Test
    void wordThatOptsInAgainIsStillForTheAiToAnswer() {
        // When
        var said = words.in(new Content.Text("start"));

        // Then
        assertThat(said).hasValue(new OptOut(OptOut.Word.START, false));
        assertThat(said.orElseThrow().asksForNothing()).isFalse();
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
    void whatIsMoreThanTheWordMeansSomethingElse(String said) {
        assertThat(words.in(new Content.Text(said))).isEmpty();
    }
}
