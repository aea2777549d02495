package dev.switchboard.system.guarantee;

import static dev.switchboard.system.guarantee.EvidenceBuilder.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OneReplyPerBurstTest {
    private final EvidenceBuilder outside = new EvidenceBuilder();

    @Test
    void burstInOneAnswerHasOneReply() {
        // Given
        outside.writes(ANA, "c0001.1.1", "c0001.1.2").sent(ANA, "#1 c0001.1.1 c0001.1.2");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void burstInTwoAnswersHasTwoReplies() {
        // Given
        outside.writes(ANA, "c0001.1.1", "c0001.1.2")
                .sent(ANA, "#1 c0001.1.1")
                .sent(ANA, "#2 c0001.1.2");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("the burst of c0001.1.1 has the answers #1 and #2");
    }

    @Test
    void burstThatFillsATurnWithMessagesDeliveredLateIsNotJudged() {
        // Given
        var late =
                IntStream.rangeClosed(1, 19)
                        .mapToObj(n -> "c0001.1." + n)
                        .collect(Collectors.joining(" "));
        outside.writes(ANA, "c0001.2.1", "c0001.2.2")
                .sent(ANA, "#1 " + late + " c0001.2.1")
                .sent(ANA, "#2 c0001.2.2");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void messagesFartherApartThanTheQuietPeriodAreNoBurst() {
        // Given
        outside.writes(ANA, "c0001.1.1")
                .waits(2)
                .writes(ANA, "c0001.1.2")
                .sent(ANA, "#1 c0001.1.1")
                .sent(ANA, "#2 c0001.1.2");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void burstOfWhichAWebhookFailedIsNotJudged() {
        // Given
        outside.writes(ANA, "c0001.1.1")
                .writes(ANA, "c0001.1.2", 503)
                .deliveredLater("c0001.1.2")
                .sent(ANA, "#1 c0001.1.1")
                .sent(ANA, "#2 c0001.1.2");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void burstThatExceedsTheMaximumWaitIsNotJudged() {
        // Given
        outside.writes(
                        ANA,
                        "c0001.1.1",
                        "c0001.1.2",
                        "c0001.1.3",
                        "c0001.1.4",
                        "c0001.1.5",
                        "c0001.1.6",
                        "c0001.1.7",
                        "c0001.1.8",
                        "c0001.1.9",
                        "c0001.1.10",
                        "c0001.1.11")
                .sent(ANA, "#1 c0001.1.1")
                .sent(ANA, "#2 c0001.1.2");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void correctionMayHaveItsOwnAnswerIfTheEndOfTheModelCallIsUnknown() {
        // Given
        outside.writes(ANA, "c0001.1.1")
                .waits(2)
                .corrects(ANA, "c0001.1.2")
                .sent(ANA, "#1 c0001.1.1")
                .sent(ANA, "#2 c0001.1.2");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void correctionIsInTheSameAnswerIfTheModelIsKnownToBeAtWork() {
        // Given
        outside.writes(ANA, "c0001.1.1").waits(2).corrects(ANA, "c0001.1.2");
        outside.sent(ANA, "#1 c0001.1.1").sent(ANA, "#2 c0001.1.2");
        var strict = new OneReplyPerBurst(Duration.ofSeconds(2), Duration.ofSeconds(10), true);

        // When
        var violations = strict.violations(outside.evidence());

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("the burst of c0001.1.1 has the answers #1 and #2");
    }

    private List<Violation> violations() {
        return new OneReplyPerBurst().violations(outside.evidence());
    }
}
