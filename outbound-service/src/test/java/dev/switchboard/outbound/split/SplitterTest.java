package dev.switchboard.outbound.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
    private static final int TWILIO = 1600;

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n\t \n", "\u2003\u2003"})
    void blankTextHasNoParts(String blank) {
        // When
        var parts = new Splitter(TWILIO).split(blank);

        // Then
        assertThat(parts).isEmpty();
    }

    @Test
    void textThatFitsExactlyIsItsOnlyPartWithoutAHeader() {
        // Given
        var text = "a".repeat(TWILIO);

        // When
        var parts = new Splitter(TWILIO).split(text);

        // Then
        assertThat(parts).containsExactly(text);
    }

    @Test
    void oneCharacterMoreMakesTwoPartsWithHeaders() {
        // Given
        var text = "a".repeat(TWILIO + 1);

        // When
        var parts = new Splitter(TWILIO).split(text);

        // Then
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0)).startsWith("[Part 1/2]\naaa").hasSizeLessThanOrEqualTo(TWILIO);
        assertThat(parts.get(1)).startsWith("[Part 2/2]\na");
    }

    @Test
    void fiveThousandCharactersBecomeFourPartsForTwilioAndTwoForMeta() {
        // Given
        var text = "The quick brown fox jumps over the lazy dog. ".repeat(112).strip();

        // When
        var twilio = new Splitter(TWILIO).split(text);
        var meta = new Splitter(4096).split(text);

        // Then
        assertThat(twilio).hasSize(4).allMatch(part -> part.length() <= TWILIO);
        assertThat(meta).hasSize(2).allMatch(part -> part.length() <= 4096);
        assertThat(twilio).allMatch(part -> part.endsWith("dog."));
    }

    @Test
    void paragraphIsPreferredToASentenceThatWouldFillThePartMore() {
        // Given
        var text = "One. ".repeat(6) + "Two.\n\n" + "Three. Four. ".repeat(10);

        // When
        var parts = new Splitter(80).split(text);

        // Then
        assertThat(parts.getFirst()).endsWith("One. Two.");
        assertThat(parts.get(1)).contains("]\nThree.");
    }

    @Test
    void paragraphThatWouldLeaveAPartAlmostEmptyIsNotCutAt() {
        // Given
        var text = "Hi!\n\n" + "Some more words in a sentence. ".repeat(10);

        // When
        var parts = new Splitter(120).split(text);

        // Then
        assertThat(parts.getFirst()).contains("Hi!\n\nSome more words");
    }

    @Test
    void wordIsNotCutWhereASpaceIsNear() {
        // Given
        var text = "wonderful ".repeat(30);

        // When
        var parts = new Splitter(64).split(text);

        // Then
        assertThat(parts).allMatch(part -> part.endsWith("wonderful"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66",
                "\uD83C\uDDE9\uD83C\uDDEA",
                "\uD83D\uDC4B\uD83C\uDFFD",
                "e\u0301",
                "1\uFE0F\u20E3",
                "\r\n\u0928\u093F"
            })
    void userPerceivedCharacterIsNeverCut(String character) {
        // Given
        var text = ("x" + character).repeat(200);

        // When
        var parts = new Splitter(100).split(text);

        // Then
        assertThat(parts).allMatch(part -> IntactText.characters(text, IntactText.body(part)));
    }

    @Test
    void characterLongerThanAPartIsCutBetweenCodePoints() {
        // Given
        var text = "a" + "\uD834\uDD65".repeat(300);

        // When
        var parts = new Splitter(99).split(text);

        // Then
        assertThat(parts).allMatch(part -> part.length() <= 99);
        assertThat(parts)
                .noneMatch(part -> Character.isLowSurrogate(IntactText.body(part).charAt(0)));
        assertThat(IntactText.joined(parts)).isEqualTo(text);
    }

    @Test
    void linkIsMovedWholeToTheNextPart() {
        // Given
        var link = "https://example.com/a-path/with,commas?and=a&query=1#" + "f".repeat(60);
        var text = "Some words before the link " + link + " and words behind it. ".repeat(8);

        // When
        var parts = new Splitter(140).split(text);

        // Then
        assertThat(parts).anyMatch(part -> part.contains(link));
    }

    @Test
    void linkLongerThanAPartIsCut() {
        // Given
        var link = "https://example.com/" + "x".repeat(500);

        // When
        var parts = new Splitter(100).split("See " + link);

        // Then
        assertThat(IntactText.joined(parts)).isEqualTo("See" + link);
        assertThat(parts).allMatch(part -> part.length() <= 100);
    }

    @ParameterizedTest
    @CsvSource({"*", "_", "~", "`", "```"})
    void formattedSpanThatFitsIsKeptWhole(String marker) {
        // Given
        var span = marker + "formatted words that belong together" + marker;
        var text = ("plain words " + span + " plain. ").repeat(20);

        // When
        var parts = new Splitter(120).split(text);

        // Then
        assertThat(parts).hasSizeGreaterThan(5);
        assertThat(String.join("", parts).split(java.util.regex.Pattern.quote(span), -1))
                .hasSize(21);
    }

    @Test
    void boldSpanLongerThanAPartIsClosedAndOpenedAgain() {
        // Given
        var text = "*" + "bold words ".repeat(30).strip() + "* and plain ones";

        // When
        var parts = new Splitter(100).split(text);

        // Then
        assertThat(parts.getFirst()).startsWith("[Part 1/").contains("]\n*bold").endsWith("words*");
        assertThat(parts.get(1)).contains("]\n*bold words").endsWith("*");
        assertThat(parts.getLast()).endsWith("and plain ones");
    }

    @Test
    void nestedSpansAreClosedInsideOut() {
        // Given
        var text = "*_" + "both at once ".repeat(20).strip() + "_*";

        // When
        var parts = new Splitter(100).split(text);

        // Then
        assertThat(parts).allMatch(part -> IntactText.body(part).startsWith("*_"));
        assertThat(parts).allMatch(part -> part.endsWith("_*"));
    }

    @Test
    void fenceLongerThanAPartIsClosedAndOpenedAgainAndKeepsItsIndent() {
        // Given
        var text =
                "Code:\n```java\n"
                        + "    if (indented) {\n        run();\n    }\n".repeat(10)
                        + "```";

        // When
        var parts = new Splitter(120).split(text);

        // Then
        assertThat(parts).allMatch(part -> part.endsWith("\n```"));
        assertThat(parts.subList(1, parts.size()))
                .allMatch(part -> IntactText.body(part).startsWith("```\n    "));
    }

    @Test
    void quotedLineLongerThanAPartIsQuotedInTheNextPartToo() {
        // Given
        var text = "She said:\n> " + "*quoted* words that go on. ".repeat(20).strip() + "\nReally.";

        // When
        var parts = new Splitter(120).split(text);

        // Then
        assertThat(parts.getFirst()).contains("She said:\n> *quoted*");
        assertThat(parts.subList(1, parts.size()))
                .allMatch(part -> IntactText.body(part).startsWith("> "));
        assertThat(parts.getLast()).endsWith("\nReally.");
    }

    @Test
    void linkStaysWithItsLabel() {
        // Given
        var text = "some more words and names ".repeat(3) + "at our page: https://x.example/a_b_c";
        var reachesIntoTheLink = PartHeader.width(1) + text.length() - 5;

        // When
        var parts = new Splitter(reachesIntoTheLink).split(text);

        // Then
        assertThat(parts.getLast()).contains(": https://x.example/a_b_c");
    }

    /** Typical of a model's answer: fences, links in prose, joined emoji, nested marks. */
    @Test
    void longAnswerWithEverythingInItIsWholeInEachOfItsParts() {
        // Given
        var family = "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66";
        var section =
                "*Heading of a section*\n\nWords with _slanted and *bold* ones_, our page:"
                        + " https://x.example/a_b*c?d=e and "
                        + family.repeat(5)
                        + ".\n\n- one ~old~ item\n- `code_of *item*`\n\n```\nint x = a * b;\n"
                        + "    run(x);\n```\n> a *quoted* line with 2*3*4\n\n";
        var text = section.repeat(32);

        // When
        var parts = new Splitter(TWILIO).split(text);

        // Then
        assertThat(text).hasSizeGreaterThan(8_000);
        assertThat(parts)
                .allSatisfy(part -> {
                    assertThat(part).hasSizeLessThanOrEqualTo(TWILIO);
                    assertThat(part.split("```", -1).length % 2).isEqualTo(1);
                    assertThat(IntactText.characters(text, IntactText.body(part))).isTrue();
                    assertThat(part.split("https://", -1))
                            .hasSameSizeAs(part.split("https://x.example/a_b\\*c\\?d=e", -1));
                    assertThat(part.lines().filter(line -> line.startsWith("*Head")))
                            .allMatch("*Heading of a section*"::equals);
                });
        assertThat(IntactText.withoutMarkers(IntactText.joined(parts)).replace(">", ""))
                .isEqualTo(IntactText.withoutMarkers(IntactText.bare(text)).replace(">", ""));
    }

    @Test
    void markersInCodeAndBetweenDigitsAreNoFormatting() {
        // Given
        var text = "2*3*4 snake_case_name `a*b` * item\n".repeat(20);

        // When
        var parts = new Splitter(100).split(text);

        // Then
        assertThat(IntactText.joined(parts)).isEqualTo(text.replaceAll("\\s", ""));
    }

    @Test
    void headersGrowWithTheNumberOfPartsAndStillFit() {
        // Given
        var text = "word ".repeat(2_000);

        // When
        var parts = new Splitter(60).split(text);

        // Then
        assertThat(parts).hasSizeBetween(200, 999).allMatch(part -> part.length() <= 60);
        assertThat(parts.getLast()).startsWith("[Part " + parts.size() + "/" + parts.size() + "]");
    }

    @Test
    void chineseIsCutAtItsOwnFullStop() {
        // Given
        var text = "今天天气很好。我们去公园散步吧，好不好？".repeat(20);

        // When
        var parts = new Splitter(100).split(text);

        // Then
        assertThat(parts).allMatch(part -> part.endsWith("。") || part.endsWith("？"));
    }

    /** Time per part is bounded by the places that it could reach. */
    @Test
    void largeHostileTextsBecomeNoMorePartsThanTheirLengthAllows() {
        // Given
        var hostile =
                List.of(
                        "*a ".repeat(66_000),
                        "```".repeat(66_001),
                        "`".repeat(199_999),
                        "https://x".repeat(22_000),
                        "a\n\n".repeat(66_000),
                        "x" + " ".repeat(200_000) + "y",
                        "*_~".repeat(66_000),
                        "a" + "\u0301".repeat(200_000));

        // When
        var counts = hostile.stream().map(text -> new Splitter(TWILIO).split(text).size()).toList();

        // Then
        assertThat(counts).allMatch(count -> count <= 3 * 200_000 / TWILIO);
    }

    @Test
    void limitTooShortForAHeaderIsRefused() {
        // When // Then
        assertThatIllegalArgumentException().isThrownBy(() -> new Splitter(20));
    }
}
