package dev.switchboard.buffer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.buffer.burst.BurstCustomer;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.TurnReady.Closing;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.wire.EventCodec;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BufferTopologyTest extends BufferCase {
    @Test
    void messagesWrittenInOneGoAreOneTurn() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.advance(ONE_SECOND);
        buffer.receives(writes(ana, "b"));
        buffer.advance(ONE_SECOND);
        buffer.receives(writes(ana, "c"));
        buffer.advance(QUIET.minusMillis(20));
        assertThat(buffer.turns()).isEmpty();

        // When
        buffer.advance(Duration.ofMillis(20));

        // Then
        var turn = onlyTurn();
        assertThat(texts(turn)).containsExactly("a", "b", "c");
        assertThat(turn.closedBy()).isEqualTo(Closing.QUIET);
        assertThat(turn.conversation()).isEqualTo(ana.conversation());
    }

    @Test
    void messageOfThePairedPhoneIsNoTurnAndLeavesTheCustomersTurnUnchanged() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.advance(ONE_SECOND);

        // When
        buffer.receives(typedByBusiness(writes(ana, "we are on it")));
        buffer.advance(ONE_SECOND);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
    }

    private static MessageReceived typedByBusiness(MessageReceived message) {
        return new MessageReceived(
                message.id(),
                message.conversation(),
                message.providerMessageId(),
                message.content(),
                message.customerName(),
                message.quotes(),
                message.providerTime(),
                message.receivedAt(),
                message.raw(),
                true);
    }

    @Test
    void aTurnIsKeyedByItsConversationAndHasTypeAndTraceHeaders() {
        // Given
        buffer.receives(writes(ana, "a"), Optional.of("00-first"));
        buffer.receives(writes(ana, "b"), Optional.of("00-second"));

        // When
        buffer.advance(QUIET);

        // Then
        var turn = buffer.turnRecords().getFirst();
        assertThat(turn.key()).isEqualTo(ana.conversation().id().toString());
        assertThat(header(turn.headers().lastHeader(EventCodec.TYPE_HEADER).value()))
                .isEqualTo("TurnReady");
        assertThat(header(turn.headers().lastHeader("traceparent").value())).isEqualTo("00-first");
    }

    @Test
    void conversationsDoNotWaitForEachOther() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.advance(ONE_SECOND);
        buffer.receives(writes(ben, "b"));

        // When
        buffer.advance(ONE_SECOND);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
    }

    @Test
    void customerWhoKeepsTypingIsAnsweredAtTheMaximumWait() {
        // Given
        for (int second = 0; second < 10; second++) {
            buffer.receives(writes(ana, "" + second));
            buffer.advance(ONE_SECOND);
        }

        // When
        var turn = onlyTurn();

        // Then
        assertThat(turn.messages()).hasSize(10);
        assertThat(turn.closedBy()).isEqualTo(Closing.MAX_WAIT);
    }

    @Test
    void theTwentiethMessageClosesTheTurnAtOnce() {
        // Given
        for (int n = 1; n < 20; n++) {
            buffer.receives(writes(ana, "" + n));
        }
        assertThat(buffer.turns()).isEmpty();

        // When
        buffer.receives(writes(ana, "20"));

        // Then
        var turn = onlyTurn();
        assertThat(turn.messages()).hasSize(20);
        assertThat(turn.closedBy()).isEqualTo(Closing.FULL);
    }

    @Test
    void aTurnNeverExceedsTheMaximumRecordSize() {
        // Given
        var large = "x".repeat(3_000_000);
        buffer.receives(
                ana.sends("a", new Content.Text(large), buffer.now()),
                ana.sends("b", new Content.Text(large), buffer.now()));

        // When
        buffer.receives(ana.sends("c", new Content.Text(large), buffer.now()));

        // Then
        var turn = onlyTurn();
        assertThat(turn.messages())
                .extracting(MessageReceived::providerMessageId)
                .containsExactly("a", "b");
        assertThat(turn.closedBy()).isEqualTo(Closing.FULL);
    }

    /** Case P36: the provider's timestamps are equal, decreasing, or finer than a second. */
    @Test
    void timestampsDoNotChangeTheOrderOfArrival() {
        // Given
        var now = buffer.now();
        buffer.receives(
                ana.writes("one", now),
                ana.writes("two", now),
                ana.writes("three", now.minusSeconds(30)),
                ana.writes("four", now.plusMillis(7)),
                ana.writes("five", now.minusMillis(300)));

        // When
        buffer.advance(QUIET);

        // Then
        assertThat(texts(onlyTurn())).containsExactly("one", "two", "three", "four", "five");
    }

    /** Case P20; all kinds of edits are in {@code RevisionsTest}. */
    @Test
    void editOfAMessageInTheOpenBurstReplacesItsText() {
        // Given
        buffer.receives(writes(ana, "a"), writes(ana, "b"));
        buffer.advance(ONE_SECOND);

        // When
        var edit = ana.sends("e", new Content.Edited("a", "a, corrected"), buffer.now());
        buffer.receives(edit, edit);
        buffer.advance(QUIET);

        // Then
        var turn = onlyTurn();
        assertThat(texts(turn)).containsExactly("a", "b");
        assertThat(turn.messages().getFirst().content())
                .isEqualTo(new Content.Text("a, corrected"));
    }

    @Test
    void burstWhoseOnlyMessageIsDeletedHasTheDeletionAlone() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.advance(ONE_SECOND);

        // When
        buffer.receives(ana.sends("d", new Content.Deleted("a"), buffer.now()));
        buffer.advance(QUIET);

        // Then
        assertThat(onlyTurn().messages())
                .extracting(MessageReceived::content)
                .containsExactly(new Content.Deleted("a"));
    }

    @Test
    void editThatComesAfterItsBurstIsATurnOfItsOwn() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.advance(QUIET);
        assertThat(texts(onlyTurn())).containsExactly("a");

        // When
        var edited = new Content.Edited("a", "a, corrected");
        buffer.receives(ana.sends("e", edited, buffer.now()));
        buffer.advance(QUIET);

        // Then
        assertThat(onlyTurn().newestMessage().content()).isEqualTo(edited);
    }

    @Test
    void aMessageAfterTheDueTimeBelongsToTheNextTurnHoweverLateThePunctuator() {
        // Given
        buffer.settings.put("BURST_QUIET_PERIOD", "PT0.01S");
        buffer.receives(writes(ana, "a"));
        buffer.advance(Duration.ofMillis(15));

        // When
        buffer.receives(writes(ana, "b"));

        // Then
        assertThat(texts(onlyTurn())).containsExactly("a");
        buffer.advance(QUIET);
        assertThat(texts(onlyTurn())).containsExactly("b");
    }

    @Test
    void aBusinessNumberHasItsOwnRules() {
        // Given
        buffer.settings.put("BURST_QUIET_PERIOD_15550003333", "PT0.2S");
        var quick =
                new BurstCustomer(
                        ana.address(), new BusinessNumber("+15550003333", "+15550003333"));
        buffer.receives(writes(ana, "slow"), writes(quick, "quick"));

        // When
        buffer.advance(Duration.ofMillis(200));

        // Then
        assertThat(texts(onlyTurn())).containsExactly("quick");
    }

    @Test
    void aLongerQuietPeriodSetWhileABurstIsOpenApplies() {
        // Given
        buffer.receives(writes(ana, "a"));
        buffer.settings.put("BURST_QUIET_PERIOD", "PT4S");

        // When
        buffer.advance(QUIET);

        // Then
        assertThat(buffer.turns()).isEmpty();
        buffer.advance(QUIET);
        assertThat(texts(onlyTurn())).containsExactly("a");
    }

    @Test
    void aLoneReactionIsATurnTooSoThatItIsRecorded() {
        // Given
        var heart = new Content.Reaction("SM1", Optional.of("❤"));
        buffer.receives(ana.sends("r", heart, buffer.now()));

        // When
        buffer.advance(QUIET);

        // Then
        assertThat(onlyTurn().newestMessage().content()).isEqualTo(heart);
    }

    @Test
    void openBurstsAndTheirEndsAreCounted() {
        // Given
        buffer.receives(writes(ana, "a"), writes(ben, "b"));
        assertThat(buffer.meter.open()).isEqualTo(2);

        // When
        buffer.advance(QUIET);

        // Then
        assertThat(buffer.meter.open()).isZero();
        var closed = buffer.metrics.counter("switchboard.buffer.bursts.closed", "reason", "quiet");
        assertThat(closed.count()).isEqualTo(2);
    }

    private static String header(byte[] value) {
        return new String(value, UTF_8);
    }
}
