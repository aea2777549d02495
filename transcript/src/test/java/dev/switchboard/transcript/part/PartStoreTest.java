package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.part.PartScene.AT;
import static dev.switchboard.transcript.part.PartScene.part;
import static dev.switchboard.transcript.part.PartScene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.MessageStore;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class PartStoreTest {
    private static final PartFailure BAD_NUMBER = new PartFailure("21211", "not a number");

    @Inject PartStore parts;

    @Inject SendPermissions permissions;

    @Inject PartDecisions decisions;

    @Inject MessageStore messages;

    @Inject ConversationStore conversations;

    @Inject AgroalDataSource database;

    private final ReplyDecided reply = PartScene.reply();

    @Test
    void aReplyKeepsThePartsItWasFirstGiven() {
        // Given
        var first = parts.plan(reply, texts("one", "two"), AT);

        // When
        var again = parts.plan(reply, texts("one, two"), AT.plusSeconds(60));

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(again.stream().map(part -> part.content().text())).containsExactly("one", "two");
    }

    @Test
    void firstPartIsBegunWithThePlanOfARecordedReply() {
        // Given
        messages.recordReply(reply);

        // When
        var planned = parts.plan(reply, texts("one", "two"), true, AT);
        var again = parts.plan(reply, texts("one", "two"), true, AT);

        // Then
        assertThat(planned.begun().orElseThrow().attempt()).isEqualTo(1);
        assertThat(states()).containsExactly(PartState.SENDING, PartState.PENDING);
        assertThat(planned.parts()).isEqualTo(parts.of(reply.id()));
        assertThat(planned.recorded()).isTrue();
        assertThat(mayStart(planned.begun().orElseThrow(), Duration.ofHours(1))).isTrue();
        assertThat(again.begun()).isEmpty();
        assertThat(again.parts()).isEqualTo(planned.parts());
    }

    @Test
    void firstPartOfAReplyThatIsNotRecordedIsOnlyPlanned() {
        // When
        var planned = parts.plan(reply, texts("one"), true, AT);

        // Then
        assertThat(planned.begun()).isEmpty();
        assertThat(planned.recorded()).isFalse();
        assertThat(states()).containsExactly(PartState.PENDING);
    }

    @Test
    void firstPartToACustomerWhoHasOptedOutIsOnlyPlanned() {
        // Given
        messages.recordReply(reply);
        conversations.recordCustomerActivity(reply.conversation(), null, AT);
        conversations.recordOptOut(reply.conversation().id(), AT);

        // When
        var planned = parts.plan(reply, texts("one"), true, AT);

        // Then
        assertThat(planned.begun()).isEmpty();
        assertThat(states()).containsExactly(PartState.PENDING);
    }

    @Test
    void changesReturnThePartAsItIsNow() {
        // Given
        parts.plan(reply, texts("one", "two"), AT);
        parts.beginSending(part(reply, 1), AT);

        // When
        var postponed = parts.postpone(part(reply, 1), 1, AT);
        parts.beginSending(part(reply, 1), AT);
        var late = parts.postpone(part(reply, 1), 1, AT);
        var refused = parts.refused(part(reply, 1), 2, BAD_NUMBER, AT);
        var accepted = parts.accepted(part(reply, 1), sid(), AT);

        // Then
        assertThat(postponed.state()).isEqualTo(PartState.PENDING);
        assertThat(late.state()).isEqualTo(PartState.SENDING);
        assertThat(refused.failure()).contains(BAD_NUMBER);
        assertThat(accepted).isEqualTo(parts.require(part(reply, 1)));
        assertThat(states()).containsExactly(PartState.SENT, PartState.FAILED);
    }

    @Test
    void sendMayStartWithinItsMaximumDelayByTheDatabasesClock() {
        // Given
        parts.plan(reply, texts("one"), AT);

        // When
        var begun = parts.beginSending(part(reply, 1), AT).orElseThrow();

        // Then
        assertThat(mayStart(begun, Duration.ofHours(1))).isTrue();
        assertThat(mayStart(begun, Duration.ZERO)).isFalse();
    }

    /** A message of this text in the provider's list may be the one in flight. */
    @Test
    void partInFlightWithTheSameTextIsIndistinguishable() {
        // Given
        var same = PartScene.replyTo(reply.conversation());
        var different = PartScene.replyTo(reply.conversation());
        parts.plan(reply, texts("hello"), AT);
        parts.plan(same, texts("hello"), AT);
        parts.plan(different, texts("good bye"), AT);
        parts.beginSending(part(reply, 1), AT);
        parts.beginSending(part(different, 1), AT);
        var mine = parts.find(part(reply, 1)).orElseThrow();
        assertThat(parts.hasIndistinguishable(mine, Duration.ofMinutes(2))).isFalse();

        // When
        parts.beginSending(part(same, 1), AT);

        // Then
        assertThat(parts.hasIndistinguishable(mine, Duration.ofMinutes(2))).isTrue();
    }

    @Test
    void sendMayNotStartOnceAnotherAttemptHasBegun() {
        // Given
        parts.plan(reply, texts("one"), AT);
        var first = parts.beginSending(part(reply, 1), AT).orElseThrow();

        // When
        parts.postpone(part(reply, 1), first.attempt(), AT);
        var betweenAttempts = mayStart(first, Duration.ofHours(1));
        var again = parts.beginSending(part(reply, 1), AT).orElseThrow();

        // Then
        assertThat(betweenAttempts).isFalse();
        assertThat(mayStart(first, Duration.ofHours(1))).isFalse();
        assertThat(mayStart(again, Duration.ofHours(1))).isTrue();
        parts.accepted(part(reply, 1), "SM" + UUID.randomUUID(), AT);
        assertThat(mayStart(again, Duration.ofHours(1))).isFalse();
    }

    private boolean mayStart(StartedSend begun, Duration maxStartDelay) {
        return permissions.isCurrent(
                part(reply, 1), begun.attempt(), begun.at().plus(maxStartDelay));
    }

    @Test
    void nothingIsSentToACustomerWhoHasOptedOut() {
        // Given
        parts.plan(reply, texts("one", "two"), AT);
        conversations.recordCustomerActivity(reply.conversation(), null, AT);
        conversations.recordOptOut(reply.conversation().id(), AT);

        // When
        var begun = parts.beginSending(part(reply, 1), AT);
        var failed = parts.failedByOptOut(part(reply, 1), AT);

        // Then
        assertThat(begun).isEmpty();
        assertThat(failed).isTrue();
        assertThat(parts.of(reply.id()))
                .allSatisfy(it -> assertThat(it.failure()).contains(PartFailure.OPTED_OUT));
    }

    @Test
    void partOfACustomerWhoHasNotOptedOutIsNotFailedForThat() {
        // Given
        parts.plan(reply, texts("one"), AT);
        conversations.recordCustomerActivity(reply.conversation(), null, AT);

        // When
        var failed = parts.failedByOptOut(part(reply, 1), AT);

        // Then
        assertThat(failed).isFalse();
        assertThat(parts.beginSending(part(reply, 1), AT))
                .get()
                .extracting(StartedSend::attempt)
                .isEqualTo(1);
    }

    @Test
    void mediaIsKeptWithItsPart() {
        // Given
        var content = new PartContent("look", List.of("https://example.org/a.png"));

        // When
        parts.plan(reply, List.of(content), AT);

        // Then
        assertThat(parts.of(reply.id()))
                .singleElement()
                .satisfies(part -> assertThat(part.content()).isEqualTo(content));
    }

    @Test
    void onlyOneSendOfAPartIsBegun() {
        // Given
        parts.plan(reply, texts("one"), AT);

        // When
        var first = parts.beginSending(part(reply, 1), AT);
        var second = parts.beginSending(part(reply, 1), AT);

        // Then
        assertThat(first).map(StartedSend::attempt).hasValue(1);
        assertThat(second).isEmpty();
        assertThat(state(1)).isEqualTo(PartState.SENDING);
    }

    @Test
    void aPostponedPartCountsItsAttempts() {
        // Given
        parts.plan(reply, texts("one"), AT);
        parts.beginSending(part(reply, 1), AT);

        // When
        parts.postpone(part(reply, 1), 1, AT);
        parts.beginSending(part(reply, 1), AT);

        // Then
        assertThat(parts.find(part(reply, 1)).orElseThrow().attempts()).isEqualTo(2);
    }

    @Test
    void lateAttemptDoesNotPostponeALaterOne() {
        // Given
        parts.plan(reply, texts("one"), AT);
        parts.beginSending(part(reply, 1), AT);
        parts.postpone(part(reply, 1), 1, AT);
        parts.beginSending(part(reply, 1), AT);

        // When
        parts.postpone(part(reply, 1), 1, AT);

        // Then
        assertThat(state(1)).isEqualTo(PartState.SENDING);
    }

    @Test
    void textThatPostgresCannotHoldIsSentWithoutIt() {
        // When
        var planned = parts.plan(reply, texts("a\u0000b"), AT);

        // Then
        assertThat(planned)
                .singleElement()
                .satisfies(part -> assertThat(part.content().text()).isEqualTo("ab"));
    }

    @Test
    void databaseThatNeverAnswersTimesOut() throws SQLException {
        // When
        try (var connection = database.getConnection()) {
            var timeout = connection.getNetworkTimeout();

            // Then
            assertThat(timeout).isEqualTo(20_000);
        }
    }

    @Test
    void failureEndsThePendingPartsBehindIt() {
        // Given
        parts.plan(reply, texts("one", "two", "three"), AT);
        messages.recordReply(reply);
        parts.beginSending(part(reply, 1), AT);
        parts.accepted(part(reply, 1), sid(), AT);
        parts.beginSending(part(reply, 2), AT);

        // When
        parts.failed(part(reply, 2), BAD_NUMBER, AT);

        // Then
        assertThat(states()).containsExactly(PartState.SENT, PartState.FAILED, PartState.FAILED);
        assertThat(messages.find(MessageId.of(reply.id())))
                .get()
                .satisfies(row -> {
                    assertThat(row.status()).isEqualTo(MessageStatus.FAILED);
                    assertThat(row.failureCode()).contains("21211");
                });
    }

    @Test
    void lateAttemptDoesNotFailALaterOne() {
        // Given
        parts.plan(reply, texts("one", "two"), AT);
        parts.beginSending(part(reply, 1), AT);
        parts.postpone(part(reply, 1), 1, AT);
        parts.beginSending(part(reply, 1), AT);

        // When
        parts.refused(part(reply, 1), 1, BAD_NUMBER, AT);

        // Then
        assertThat(states()).containsExactly(PartState.SENDING, PartState.PENDING);
    }

    @Test
    void lateRefusalEndsAPartThatBecameUnknownMeanwhile() {
        // Given
        parts.plan(reply, texts("one", "two"), AT);
        parts.beginSending(part(reply, 1), AT);
        parts.unknown(part(reply, 1), PartFailure.NO_EVIDENCE, AT);

        // When
        parts.refused(part(reply, 1), 1, BAD_NUMBER, AT);

        // Then
        assertThat(states()).containsExactly(PartState.FAILED, PartState.FAILED);
        assertThat(parts.find(part(reply, 1)).orElseThrow().failure()).hasValue(BAD_NUMBER);
    }

    @Test
    void refusalDoesNotRevertAProvidersStatus() {
        // Given
        parts.plan(reply, texts("one", "two"), AT);
        parts.beginSending(part(reply, 1), AT);
        parts.accepted(part(reply, 1), sid(), AT);

        // When
        parts.refused(part(reply, 1), 1, BAD_NUMBER, AT);

        // Then
        assertThat(states()).containsExactly(PartState.SENT, PartState.PENDING);
    }

    @Test
    void partThatAnOperatorResendsDoesNotFailWithAnEarlierPart() {
        // Given
        parts.plan(reply, texts("one", "two", "three"), AT);
        parts.beginSending(part(reply, 1), AT);
        parts.accepted(part(reply, 1), sid(), AT);
        resend(2);

        // When
        parts.failed(part(reply, 1), BAD_NUMBER, AT);

        // Then
        assertThat(states()).containsExactly(PartState.SENT, PartState.PENDING, PartState.FAILED);
    }

    @Test
    void partThatAnOperatorResendsIsUnknownAsBeforeWhenItMayNotBeSent() {
        // Given
        parts.plan(reply, texts("one", "two"), AT);
        resend(1);
        parts.beginSending(part(reply, 1), AT);

        // When
        parts.suppressFrom(part(reply, 1), 2, AT);

        // Then
        assertThat(states()).containsExactly(PartState.UNKNOWN, PartState.SUPPRESSED);
        assertThat(parts.find(part(reply, 1)).orElseThrow().failure())
                .hasValue(PartFailure.NO_EVIDENCE);
        assertThat(decisions.takeUp(part(reply, 1), AT)).isFalse();
    }

    private void resend(int number) {
        parts.beginSending(part(reply, number), AT);
        parts.unknown(part(reply, number), PartFailure.NO_EVIDENCE, AT);
        decisions.resend(part(reply, number), "ana", AT);
        assertThat(decisions.takeUp(part(reply, number), AT)).isTrue();
    }

    @Test
    void suppressingStopsUnsentParts() {
        // Given
        parts.plan(reply, texts("one", "two", "three"), AT);
        parts.beginSending(part(reply, 1), AT);
        parts.accepted(part(reply, 1), sid(), AT);
        parts.beginSending(part(reply, 2), AT);

        // When
        var suppressed = parts.suppressFrom(part(reply, 2), 1, AT);

        // Then
        assertThat(states())
                .containsExactly(PartState.SENT, PartState.SUPPRESSED, PartState.SUPPRESSED);
        assertThat(suppressed).isEqualTo(parts.require(part(reply, 2)));
    }

    @Test
    void lateAttemptDoesNotSuppressALaterOne() {
        // Given
        parts.plan(reply, texts("one", "two"), AT);
        parts.beginSending(part(reply, 1), AT);
        parts.postpone(part(reply, 1), 1, AT);
        parts.beginSending(part(reply, 1), AT);

        // When
        parts.suppressFrom(part(reply, 1), 1, AT);

        // Then
        assertThat(states()).containsExactly(PartState.SENDING, PartState.SUPPRESSED);
    }

    @Test
    void partWhoseOutcomeBecameKnownIsNotMadeUnknown() {
        // Given
        parts.plan(reply, texts("one"), AT);
        parts.beginSending(part(reply, 1), AT);
        parts.accepted(part(reply, 1), sid(), AT);

        // When
        parts.unknown(part(reply, 1), new PartFailure("outcome-unknown", ""), AT);
        parts.failed(part(reply, 1), BAD_NUMBER, AT);

        // Then
        assertThat(state(1)).isEqualTo(PartState.SENT);
    }

    @Test
    void acceptingTwiceChangesNothing() {
        // Given
        parts.plan(reply, texts("one"), AT);
        parts.beginSending(part(reply, 1), AT);
        var sid = sid();
        parts.accepted(part(reply, 1), sid, AT);

        // When
        parts.accepted(part(reply, 1), sid, AT);
        parts.accepted(part(reply, 1), sid(), AT);

        // Then
        assertThat(parts.find(part(reply, 1)).orElseThrow().providerMessageId())
                .isEqualTo(Optional.of(sid));
        assertThat(parts.known(List.of(sid, "SM-somebody-else"))).containsExactly(sid);
    }

    private PartState state(int number) {
        return parts.find(part(reply, number)).orElseThrow().state();
    }

    private List<PartState> states() {
        return parts.of(reply.id()).stream().map(Part::state).toList();
    }

    private static String sid() {
        return "SM" + UUID.randomUUID();
    }
}
