package dev.switchboard.system.guarantee;

import static dev.switchboard.system.guarantee.EvidenceBuilder.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.system.world.ClockDifference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NothingAfterTakeoverTest {
    private final EvidenceBuilder outside = new EvidenceBuilder();

    @Test
    void answerBeforeTheTakeoverAnsweredIsFine() {
        // Given
        outside.writes(ANA, "c0001.1.1").sent(ANA, "#1 c0001.1.1").takenOver(ANA);

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void answerThatStartsAfterwardsIsTooLate() {
        // Given
        outside.writes(ANA, "c0001.1.1").takenOver(ANA).sent(ANA, "#1 c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly(
                        "send 1 started at 2026-01-01T00:00:04Z, after the takeover had answered");
    }

    @Test
    void refusedAnswerCountsToo() {
        // Given
        outside.writes(ANA, "c0001.1.1").takenOver(ANA).sent(ANA, "#1 c0001.1.1", "fault:503");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly(
                        "send 1 started at 2026-01-01T00:00:04Z, after the takeover had answered");
    }

    @Test
    void standardTextOfTheSystemIsTooLateAsWell() {
        // Given
        outside.takenOver(ANA).sent(ANA, "Sorry, please try again.");

        // When
        var violations = violations();

        // Then
        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly(
                        "send 1 started at 2026-01-01T00:00:03Z, after the takeover had answered");
    }

    @Test
    void operatorMayWrite() {
        // Given
        outside.takenOver(ANA).operatorWrites(ANA, "Ana here").sent(ANA, "Ana here");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void answerAfterAHandbackIsFine() {
        // Given
        outside.takenOver(ANA).handedBack(ANA).writes(ANA, "c0001.1.1").sent(ANA, "#1 c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void takeoverThatWasNotConfirmedPromisesNothing() {
        // Given
        outside.takenOver(ANA, 503).sent(ANA, "#1 c0001.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void othersAreAnsweredAsBefore() {
        // Given
        outside.takenOver(ANA).sent(EvidenceBuilder.BEN, "#1 c0002.1.1");

        // When
        var violations = violations();

        // Then
        assertThat(violations).isEmpty();
    }

    @Test
    void sendWithinTheClockDifferenceIsInFavourOfTheProduct() {
        // Given
        outside.takenOver(ANA).sent(ANA, "#1 c0001.1.1");
        var unsure = new ClockDifference(Duration.ZERO, Duration.ofSeconds(2));

        // When
        var violations = new NothingAfterTakeover().violations(outside.evidence(unsure));

        // Then
        assertThat(violations).isEmpty();
    }

    private List<Violation> violations() {
        return new NothingAfterTakeover().violations(outside.evidence());
    }
}
