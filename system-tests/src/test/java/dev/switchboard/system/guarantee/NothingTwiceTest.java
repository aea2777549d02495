package dev.switchboard.system.guarantee;

import static dev.switchboard.system.guarantee.EvidenceBuilder.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NothingTwiceTest {
    private final EvidenceBuilder outside = new EvidenceBuilder();

    @Test
    void partsOfAnAnswerOnceEachAreFine() {
        // Given
        outside.writes(ANA, "c0001.1.1")
                .sent(ANA, "[Part 1/2]\n#1 c0001.1.1")
                .sent(ANA, "[Part 2/2]\n#1 more");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void partThatTookEffectTwiceIsDouble() {
        // Given
        outside.writes(ANA, "c0001.1.1")
                .sent(ANA, "#1 c0001.1.1", "dropped-after-accept")
                .sent(ANA, "#1 c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("part 1 of answer #1 took effect twice");
    }

    @Test
    void partThatWasRefusedBeforeIsNotDouble() {
        // Given
        outside.writes(ANA, "c0001.1.1")
                .sent(ANA, "#1 c0001.1.1", "fault:503")
                .sent(ANA, "#1 c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void messageInTwoAnswersIsDouble() {
        // Given
        outside.writes(ANA, "c0001.1.1").sent(ANA, "#1 c0001.1.1").sent(ANA, "#2 c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("c0001.1.1 is in the answers #1 and #2");
    }

    @Test
    void partsOfTheSameNumberToTwoCustomersAreTwoAnswers() {
        // Given
        outside.sent(ANA, "#1 c0001.1.1").sent(EvidenceBuilder.BEN, "#1 c0002.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    private List<Violation> violations() {
        return new NothingTwice().violations(outside.evidence());
    }
}
