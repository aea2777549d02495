package dev.switchboard.aiworker.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The golden file holds snippets, each with its conversion below an arrow; one without an arrow
 * stays as it is. Covered: all of Markdown's marks, one inside another, over lines, in lists,
 * quotes and tables; WhatsApp's own marks; sums, identifiers with underscores, emoticons, paths,
 * addresses, prices, phone numbers, comparisons, code, escapes, HTML, LaTeX, footnotes, sources,
 * other scripts, emoji; answers that were cut off.
 */
class WhatsAppMarkupTest {
    private static final List<String> PIECES =
            List.of(
                    "word",
                    "Zürich",
                    "今天",
                    "😀",
                    "2*3*4",
                    "snake_case",
                    ":-*",
                    "**",
                    "**",
                    "*",
                    "_",
                    "__",
                    "~~",
                    "~",
                    "`code`",
                    "# ",
                    "## ",
                    "> ",
                    "- ",
                    "* ",
                    "+ ",
                    "1. ",
                    "[text](https://x.example/z_w)",
                    "[b **c**](https://x.example/a*b)",
                    "https://p.example/r_s_t",
                    "<https://u.example>",
                    "\\*",
                    "\\_",
                    "\\",
                    "<b>",
                    "<3",
                    "| a | b |\n|---|---|\n| c | d |\n",
                    "\n```\ncode *x*\n```\n",
                    "---",
                    "***",
                    "===",
                    "|",
                    "(",
                    ")",
                    "[",
                    "]",
                    ".",
                    "!");
    private static final List<String> SPACES =
            List.of(" ", " ", " ", "\n", "\n\n", "  ", "", "", "  \n", "\t", "    ");

    record Snippet(String markdown, String converted) {
        @Override
        public String toString() {
            return markdown.lines().findFirst().orElse("");
        }
    }

    static Stream<Snippet> snippets() {
        return Arrays.stream(golden().split("\n====\n"))
                .map(snippet -> snippet.split("\n---->\n"))
                .map(parts -> new Snippet(parts[0], parts[parts.length - 1]));
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @Test
    void addressesOfCitedSourcesStayAsTheyAre() {
        assertThat(
                        WhatsAppMarkup.of(
                                "Yes[2].\n\n[1] <https://a.test/x_y_z>\n[2] <https://b.test/>"))
                .isEqualTo("Yes[2].\n\n[1] https://a.test/x_y_z\n[2] https://b.test/");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void snippetIsShownAsTheGoldenFileSays(Snippet snippet) {
        assertThat(WhatsAppMarkup.of(snippet.markdown())).isEqualTo(snippet.converted());
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void convertedTextIsNotChangedAgain(Snippet snippet) {
        assertThat(WhatsAppMarkup.of(snippet.converted())).isEqualTo(snippet.converted());
    }

    @Test
    void goldenFileHoldsManySnippets() {
        assertThat(snippets()).hasSizeGreaterThan(80);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyTextKeepsItsLettersAndASecondConversionChangesNothing(long seed) {
        // Given
        var random = new Random(seed);
        for (var n = 0; n < 100; n++) {
            var text = text(random);

            // When
            var converted = WhatsAppMarkup.of(text);

            // Then
            assertThat(letters(converted)).as(text).isEqualTo(letters(text));
            assertThat(WhatsAppMarkup.of(converted)).as(text).isEqualTo(converted);
        }
    }

    /** Deep, wide and unclosed Markdown; each takes a fraction of a second. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "**a ",
                "*a **b ",
                "_a**",
                "a**b",
                "> ",
                "- ",
                "[",
                "![",
                "[a](",
                "](",
                "<",
                "`",
                "` `` ",
                "~~a ",
                "\\",
                "\\*",
                "|a",
                "- a\n",
                "**a**\n",
                "**x\n",
                "[a]: b\n",
                "[a](b)",
                "https://x.y/",
                "| a |\n|---|\n",
                "```\n",
                "#",
                "# a\n",
                "1. "
            })
    void hostileTextComesBackNotMuchLonger(String piece) {
        // Given
        var hostile = piece.repeat(WhatsAppMarkup.MAX_LENGTH / piece.length());

        // When
        var converted = WhatsAppMarkup.of(hostile);

        // Then
        assertThat(converted).hasSizeLessThan(5 * hostile.length());
    }

    @Test
    void longHeadingIsNotRepeatedForEachOfManyRows() {
        // Given
        var table =
                "| "
                        + "a".repeat(20_000)
                        + " | b | c |\n|---|---|---|\n"
                        + "| x | y | z |\n".repeat(2_000);

        // When // Then
        assertThat(WhatsAppMarkup.of(table)).isEqualTo(table);
    }

    @Test
    void textLongerThanAnyAnswerStaysAsItIs() {
        // Given
        var text = "**a** ".repeat(WhatsAppMarkup.MAX_LENGTH);

        // When // Then
        assertThat(WhatsAppMarkup.of(text)).isEqualTo(text);
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        var pieces = random.nextInt(14) + 1;
        for (var piece = 0; piece < pieces; piece++) {
            text.append(any(random, PIECES)).append(any(random, SPACES));
        }
        return text.toString();
    }

    private static String any(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static String golden() {
        try (var file = WhatsAppMarkupTest.class.getResourceAsStream("/markdown/golden.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
                    .stripTrailing()
                    .replaceFirst("\n====$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
