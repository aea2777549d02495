package dev.switchboard.outbound.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of any text, checked on random ones; a failure names its seed. */
class SplitterPropertyTest {
    private static final Pattern CHARACTER = Pattern.compile("\\X");
    private static final List<String> ATOMS =
            List.of(
                    "word",
                    "a",
                    "Zürich",
                    "end.",
                    "really?",
                    "well-known",
                    "2*3*4",
                    "snake_case",
                    "今天天气很好。",
                    "ขอบคุณ",
                    "नमस्ते",
                    "e\u0301",
                    "\uD83D\uDC4B\uD83C\uDFFD",
                    "\uD83C\uDDE9\uD83C\uDDEA\uD83C\uDDEB\uD83C\uDDF7",
                    "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                    "https://example.com/a-b,c?d=e_f*g",
                    "www.example.org",
                    "- item",
                    "[1]",
                    "x".repeat(90));
    private static final List<String> SPACES =
            List.of(" ", " ", " ", " ", "\n", "\n\n", "  ", "\t", "");
    private static final List<String> MARKERS = List.of("*", "_", "~", "`", "```", "```\n", "**");

    static List<Long> seeds() {
        var seeds = new ArrayList<Long>();
        for (var seed = 1L; seed <= 400; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void plainTextComesBackPieceByPieceAndNoCharacterOrLinkIsCut(long seed) {
        // Given
        var random = new Random(seed);
        var text = text(random, List.of());
        var maxLength = 120 + random.nextInt(400);

        // When
        var parts = new Splitter(maxLength).split(text);

        // Then
        assertThat(parts).allMatch(part -> part.length() <= maxLength && !part.isBlank());
        var at = 0;
        for (var part : parts) {
            var body = IntactText.body(part);
            at = afterWhiteSpace(text, at);
            assertThat(text.substring(at)).startsWith(body);
            at += body.length();
            assertThat(insideACharacterOrLink(text, at)).as("cut at %s", at).isFalse();
        }
        assertThat(text.substring(at)).isBlank();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void formattedTextLosesNothingButWhiteSpaceAndGainsNothingButMarkers(long seed) {
        // Given
        var random = new Random(seed);
        var text = text(random, MARKERS);
        var maxLength = 120 + random.nextInt(400);

        // When
        var parts = new Splitter(maxLength).split(text);

        // Then
        assertThat(parts).allMatch(part -> part.length() <= maxLength && !part.isBlank());
        assertThat(IntactText.withoutMarkers(IntactText.joined(parts)))
                .isEqualTo(IntactText.withoutMarkers(IntactText.bare(text)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void splittingTheSameTextTwiceGivesTheSameParts(long seed) {
        // Given
        var text = text(new Random(seed), MARKERS);

        // When
        var first = new Splitter(160).split(text);
        var second = new Splitter(160).split(text);

        // Then
        assertThat(second).isEqualTo(first);
    }

    private static String text(Random random, List<String> markers) {
        var text = new StringBuilder();
        var words = random.nextInt(400);
        for (var word = 0; word < words; word++) {
            if (!markers.isEmpty() && random.nextInt(6) == 0) {
                text.append(any(random, markers));
            }
            text.append(any(random, ATOMS)).append(any(random, SPACES));
        }
        return text.toString();
    }

    private static String any(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static int afterWhiteSpace(String text, int from) {
        var at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean insideACharacterOrLink(String text, int at) {
        return CHARACTER.matcher(text).results().anyMatch(found -> isInside(found, at))
                || Links.in(text).stream()
                        .anyMatch(link -> link.isCutAt(at) && link.length() < 100);
    }

    private static boolean isInside(MatchResult found, int at) {
        return found.start() < at && at < found.end();
    }
}
