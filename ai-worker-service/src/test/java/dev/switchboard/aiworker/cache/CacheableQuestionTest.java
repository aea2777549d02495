package dev.switchboard.aiworker.cache;

import static dev.switchboard.aiworker.cache.CacheableQuestion.normalized;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheableQuestionTest {
    private static final int NEAR_MISSES = 10_000;
    private static final List<String> NAMES =
            List.of("Ana", "Anna", "Hanna", "Ann", "Jose", "José", "Ali", "Alí", "Işık", "Isik");

    private static final List<String> QUESTIONS =
            List.of(
                    "Is the shop in street %d open for %s?",
                    "Can %2$s bring %1$d cakes back?",
                    "Does the room for %d cost extra, %s asks",
                    "¿Puede %2$s venir a las %1$d?",
                    "Darf %2$s mit %1$d Hunden kommen?");

    /** Each differs from the asked ones by one number, a name, or a "not". */
    @Test
    void noNearMissIsAHit() {
        // Given
        Set<String> asked = new HashSet<>();
        for (var question : QUESTIONS) {
            asked.add(normalized(question.formatted(42, "Ana")).orElseThrow());
        }

        // When
        var misses = nearMisses();
        var hits =
                misses.stream()
                        .filter(question ->
                                normalized(question).filter(asked::contains).isPresent())
                        .toList();

        // Then
        assertThat(misses).hasSizeGreaterThanOrEqualTo(NEAR_MISSES);
        assertThat(hits).isEmpty();
    }

    private static Set<String> nearMisses() {
        var all = new ArrayList<String>();
        for (var question : QUESTIONS) {
            for (var number = 0; number < 1_200; number++) {
                if (number != 42) {
                    all.add(question.formatted(number, "Ana"));
                }
                all.add(question.formatted(number, "Anja"));
            }
            for (var name : NAMES.subList(1, NAMES.size())) {
                all.add(question.formatted(42, name));
            }
            var words = question.formatted(42, "Ana").split(" ");
            for (var at = 0; at <= words.length; at++) {
                var with = new ArrayList<>(List.of(words));
                with.add(at, "not");
                all.add(String.join(" ", with));
            }
        }
        return Set.copyOf(new HashSet<>(all));
    }

    @Test
    void namesThatLookAlikeAreDifferent() {
        assertThat(NAMES.stream().map(CacheableQuestion::normalized).collect(Collectors.toSet()))
                .hasSameSizeAs(NAMES);
        assertThat(normalized("Maße")).isNotEqualTo(normalized("Masse"));
    }

    @ParameterizedTest
    @CsvSource({
        "When do you open?, WHEN do you  OPEN?",
        "When do you open?, '  When do\nyou\u00A0open? '",
        "Cafe\u0301?, CAF\u00C9?",
        "ﬁn?, fin?",
        "１２?, 12?"
    })
    void spellingsOfTheSameWordsAreTheSame(String one, String other) {
        assertThat(normalized(one)).isPresent().isEqualTo(normalized(other));
    }

    @ParameterizedTest
    @CsvSource({
        "12345, true",
        "123456, false",
        "12 34 56, false",
        "12a34b56, false",
        "١٢٣٤٥٦, false"
    })
    void questionOfSixDigitsHasNoAnswerForOthers(String digits, boolean isCacheable) {
        assertThat(normalized("My order " + digits).isPresent()).isEqualTo(isCacheable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"What is 5²?", "½ a cake?", "Room Ⅳ?", " ", ""})
    void otherNumbersAndNothingHaveNone(String question) {
        assertThat(normalized(question)).isEmpty();
    }

    @Test
    void longTextsHaveNone() {
        assertThat(normalized("a".repeat(CacheableQuestion.MAX_CHARACTERS))).isPresent();
        assertThat(normalized("a".repeat(CacheableQuestion.MAX_CHARACTERS + 1)))
                .isEqualTo(Optional.empty());
    }

    @Test
    void punctuationTellsQuestionsApart() {
        assertThat(
                        Stream.of("Open.", "Open?", "Open")
                                .map(CacheableQuestion::normalized)
                                .distinct())
                .hasSize(3);
    }
}
