package dev.switchboard.system.guarantee;

import static dev.switchboard.system.guarantee.EvidenceBuilder.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final EvidenceBuilder outside = new EvidenceBuilder();

    @Test
    void partsAndBurstsOneAfterTheOtherAreInOrder() {
        // Given
        outside.writes(ANA, "c0001.1.1", "c0001.2.1")
                .sent(ANA, "[Part 1/2]\n#1 c0001.1.1")
                .sent(ANA, "[Part 2/2]\n#1 more")
                .sent(ANA, "#2 c0001.2.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void secondPartBeforeTheFirstIsOutOfOrder() {
        // Given
        outside.writes(ANA, "c0001.1.1")
                .sent(ANA, "[Part 2/2]\n#1 more")
                .sent(ANA, "[Part 1/2]\n#1 c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("the parts of answer #1 came in the order [2, 1]");
    }

    @Test
    void earlierBurstAnsweredLaterIsOutOfOrder() {
        // Given
        outside.writes(ANA, "c0001.1.1", "c0001.2.1")
                .sent(ANA, "#2 c0001.2.1")
                .sent(ANA, "#1 c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("c0001.1.1 was answered after c0001.2.1");
    }

    @Test
    void answerBetweenTwoPartsOfAnotherIsOutOfOrder() {
        // Given
        outside.writes(ANA, "c0001.1.1", "c0001.2.1")
                .sent(ANA, "[Part 1/2]\n#1 c0001.1.1")
                .sent(ANA, "#2 c0001.2.1")
                .sent(ANA, "[Part 2/2]\n#1 more");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("answer #2 began before #1 had ended");
    }

    @Test
    void messageThatHadToBeDeliveredAgainMayBeAnsweredLate() {
        // Given
        outside.writes(ANA, "c0001.1.1", 503)
                .deliveredLater("c0001.1.1")
                .writes(ANA, "c0001.2.1")
                .sent(ANA, "#1 c0001.2.1")
                .sent(ANA, "#2 c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    private List<Violation> violations() {
        return new InOrder().violations(outside.evidence());
    }
}
