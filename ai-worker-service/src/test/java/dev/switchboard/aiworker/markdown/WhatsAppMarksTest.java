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
 * The golden file holds snippets, each with what becomes of it below an arrow; one without an arrow
 * stays as it is. Tried: all of Markdown's marks, one inside another, over lines, in lists, quotes
 * and tables; WhatsApp's own marks; sums, names with underscores, faces, paths, addresses, prices,
 * phone numbers, comparisons, code, escapes, HTML, LaTeX, footnotes, sources, other scripts, emoji;
 * answers that were cut off.
 */
class WhatsAppMarksTest {
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

    record Snippet(String markdown, String shown) {
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

    @ParameterizedTest
    @MethodSource("snippets")
    void snippetIsShownAsTheGoldenFileSays(Snippet snippet) {
        assertThat(WhatsAppMarks.of(snippet.markdown())).isEqualTo(snippet.shown());
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void whatIsShownIsNotChangedAgain(Snippet snippet) {
        assertThat(WhatsAppMarks.of(snippet.shown())).isEqualTo(snippet.shown());
    }

    @Test
    void goldenFileHoldsManySnippets() {
        assertThat(snippets()).hasSizeGreaterThan(80);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void ofAnyTextAllWordsAreShownAndASecondReadingChangesNothing(long seed) {
        // Given
        var random = new Random(seed);
        for (var n = 0; n < 100; n++) {
            var text = text(random);

            // When
            var shown = WhatsAppMarks.of(text);

            // Then
            assertThat(letters(shown)).as(text).isEqualTo(letters(text));
            assertThat(WhatsAppMarks.of(shown)).as(text).isEqualTo(shown);
        }
    }

    /** Deep, wide and without end; each takes a fraction of a second. */
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
        var hostile = piece.repeat(WhatsAppMarks.LONGEST / piece.length());

        // When
        var shown = WhatsAppMarks.of(hostile);

        // Then
        assertThat(shown).hasSizeLessThan(5 * hostile.length());
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
        assertThat(WhatsAppMarks.of(table)).isEqualTo(table);
    }

    @Test
    void textLongerThanAnyAnswerStaysAsItIs() {
        // Given
        var text = "**a** ".repeat(WhatsAppMarks.LONGEST);

        // When // Then
        assertThat(WhatsAppMarks.of(text)).isEqualTo(text);
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
        try (var file = WhatsAppMarksTest.class.getResourceAsStream("/markdown/golden.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
                    .stripTrailing()
                    .replaceFirst("\n====$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
