package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.part.PartScene.AT;
import static dev.switchboard.transcript.part.PartScene.part;
import static dev.switchboard.transcript.part.PartScene.status;
import static dev.switchboard.transcript.part.PartScene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.MessageStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class PartDecisionsTest {
    private static final PartFailure NO_EVIDENCE = new PartFailure("outcome-unknown", "?");

    @Inject PartDecisions decisions;

    @Inject PartStore parts;

    @Inject PartStatusStore statuses;

    @Inject MessageStore messages;

    private final ReplyDecided reply = PartScene.reply();

    @BeforeEach
    void firstOfTwoPartsIsOfUnknownOutcome() {
        messages.recordReply(reply);
        parts.plan(reply, texts("one", "two"), AT);
        becomesUnknown();
    }

    @Test
    void partOfUnknownOutcomeIsNotTakenUpWithoutADecision() {
        assertThat(decisions.takeUp(part(reply, 1), AT)).isFalse();
        assertThat(first().state()).isEqualTo(PartState.UNKNOWN);
    }

    @Test
    void aPartIsTakenUpOnceForEachResendAndTriedFromThenOn() {
        // Given
        decisions.resend(part(reply, 1), "ana", AT);
        decisions.resend(part(reply, 1), "ben", AT);
        var later = AT.plusSeconds(3600);

        // When
        var first = decisions.takeUp(part(reply, 1), later);
        var tried = first();
        becomesUnknown();
        var second = decisions.takeUp(part(reply, 1), later);

        // Then
        assertThat(first).isTrue();
        assertThat(tried.state()).isEqualTo(PartState.PENDING);
        assertThat(tried.failure()).isEmpty();
        assertThat(tried.triedSince()).isEqualTo(later);
        assertThat(second).isFalse();
    }

    @Test
    void aWithdrawnResendIsNotTakenUp() {
        // Given
        var decision = decisions.resend(part(reply, 1), "ana", AT);

        // When
        decisions.withdraw((PartDecisionResult.Recorded) decision);

        // Then
        assertThat(decisions.takeUp(part(reply, 1), AT)).isFalse();
    }

    @Test
    void statusThatComesBeforeAResendIsTakenUpTakesPrecedence() {
        // Given
        decisions.resend(part(reply, 1), "ana", AT);

        // When
        statuses.apply(
                status("SM-" + reply.id(), DeliveryStatus.DELIVERED, Optional.of(part(reply, 1))),
                AT);

        // Then
        assertThat(decisions.takeUp(part(reply, 1), AT)).isFalse();
        assertThat(first().state()).isEqualTo(PartState.DELIVERED);
    }

    @Test
    void droppingEndsThisPartOnlyAndNothingTakesItUp() {
        // Given
        decisions.resend(part(reply, 1), "ana", AT);

        // When
        decisions.drop(part(reply, 1), "ben", AT);

        // Then
        assertThat(first().state()).isEqualTo(PartState.FAILED);
        assertThat(first().failure().orElseThrow().code()).isEqualTo(PartDecisions.DROPPED);
        assertThat(parts.find(part(reply, 2)).orElseThrow().state()).isEqualTo(PartState.PENDING);
        assertThat(decisions.takeUp(part(reply, 1), AT)).isFalse();
        assertThat(decisions.resend(part(reply, 1), "ana", AT))
                .isEqualTo(new PartDecisionResult.Refused(Optional.of(PartState.FAILED)));
    }

    @Test
    void droppedPartThatWasDeliveredAllTheSameIsShownAsDelivered() {
        // Given
        decisions.drop(part(reply, 1), "ana", AT);

        // When
        statuses.apply(
                status("SM-" + reply.id(), DeliveryStatus.DELIVERED, Optional.of(part(reply, 1))),
                AT);

        // Then
        assertThat(first().state()).isEqualTo(PartState.DELIVERED);
        assertThat(first().failure()).isEmpty();
    }

    private void becomesUnknown() {
        parts.beginSending(part(reply, 1), AT);
        parts.unknown(part(reply, 1), NO_EVIDENCE, AT);
    }

    private Part first() {
        return parts.find(part(reply, 1)).orElseThrow();
    }
}
