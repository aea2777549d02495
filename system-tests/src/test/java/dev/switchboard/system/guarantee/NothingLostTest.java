package dev.switchboard.system.guarantee;

import static dev.switchboard.system.guarantee.EvidenceBuilder.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NothingLostTest {
    private final EvidenceBuilder outside = new EvidenceBuilder();

    @Test
    void messageInAnAnswerThatTookEffectIsNotLost() {
        // Given
        outside.writes(ANA, "c0001.1.1", "c0001.1.2").sent(ANA, "#1 c0001.1.1 c0001.1.2");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void messageWithoutAnAnswerIsLost() {
        // Given
        outside.writes(ANA, "c0001.1.1", "c0001.1.2").sent(ANA, "#1 c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("c0001.1.2 has no answer");
    }

    @Test
    void refusedAnswerIsNoAnswer() {
        // Given
        outside.writes(ANA, "c0001.1.1").sent(ANA, "#1 c0001.1.1", "refused:63016");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("c0001.1.1 has no answer");
    }

    @Test
    void answerAcceptedWithoutTheSendersKnowledgeIsAnAnswer() {
        // Given
        outside.writes(ANA, "c0001.1.1").sent(ANA, "#1 c0001.1.1", "dropped-after-accept");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void answerWithoutItsLastPartIsLost() {
        // Given
        outside.writes(ANA, "c0001.1.1").sent(ANA, "[Part 1/2]\n#1 c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("c0001.1.1 has only parts [1] of 2 of its answer #1");
    }

    @Test
    void answerWithAllItsPartsIsComplete() {
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
    void messageThatTheProductNeverAcceptedMayBeLost() {
        // Given
        outside.writes(ANA, "c0001.1.1", 503);

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void messageAcceptedAtALaterAttemptIsPromisedToo() {
        // Given
        outside.writes(ANA, "c0001.1.1", 503).deliveredLater("c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("c0001.1.1 has no answer");
    }

    @Test
    void messageThatIsListedFailedVisibly() {
        // Given
        outside.writes(ANA, "c0001.1.1").listed("c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void answerWithAListedMissingPartFailedVisibly() {
        // Given
        outside.writes(ANA, "c0001.1.1").sent(ANA, "[Part 1/2]\n#1 c0001.1.1");
        outside.listed("c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void messageLeftToAnOperatorIsNotLost() {
        // Given
        outside.takenOver(ANA).writes(ANA, "c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void messageAfterAHandbackIsLostWithoutAnAnswer() {
        // Given
        outside.takenOver(ANA).handedBack(ANA).writes(ANA, "c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("c0001.1.1 has no answer");
    }

    private List<Violation> violations() {
        return new NothingLost().violations(outside.evidence());
    }
}
