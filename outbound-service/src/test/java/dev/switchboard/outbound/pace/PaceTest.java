package dev.switchboard.outbound.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final StoppedClock clock = new StoppedClock();
    private final Pace pace = new Pace(new Settings(80, 80, 45, Duration.ofSeconds(6)), clock);

    @Test
    void senderMayUseItsSecondAtOnceAndThenWaitsItsTurn() {
        // Given
        for (var sent = 0; sent < 80; sent++) {
            assertThat(pace.waitFor(onTwilio(sent))).isZero();
        }

        // When
        var wait = pace.waitFor(onTwilio(80));
        var next = pace.waitFor(onTwilio(81));

        // Then
        assertThat(wait).isBetween(Duration.ofMillis(12), Duration.ofMillis(13));
        assertThat(next).isBetween(Duration.ofMillis(24), Duration.ofMillis(26));
    }

    /** Siblings: instances that come and go, one that has nothing, another channel's share. */
    @Test
    void instancesShareANumbersLimitAsTheyShareItsConversations() {
        // Given
        var third = new Pace(new Settings(80, 80, 45, Duration.ofSeconds(6)), clock);
        pace.shareIs(Channel.TWILIO, 18, 24);
        third.shareIs(Channel.TWILIO, 6, 24);

        // When
        var sent = sentAtOnce(pace) + sentAtOnce(third);

        // Then
        assertThat(sent).isBetween(78, 80);
        assertThat(pace.waitFor(onMeta(1))).isZero();
    }

    @Test
    void instanceThatGetsTheOthersConversationsGetsTheirShare() {
        // Given
        pace.shareIs(Channel.TWILIO, 6, 24);
        assertThat(sentAtOnce(pace)).isEqualTo(20);

        // When
        pace.shareIs(Channel.TWILIO, 24, 24);
        clock.pass(Duration.ofSeconds(2));

        // Then
        assertThat(sentAtOnce(pace)).isEqualTo(80);
    }

    private static int sentAtOnce(Pace instance) {
        var sent = 0;
        while (instance.waitFor(onTwilio(sent)).isZero()) {
            sent++;
        }
        return sent;
    }

    @Test
    void customerAtMetaGetsABurstAndThenOneMessageEverySixSeconds() {
        // Given
        for (var sent = 0; sent < 45; sent++) {
            assertThat(pace.waitFor(onMeta(1))).isZero();
        }

        // When
        var next = pace.waitFor(onMeta(1));
        var afterNext = pace.waitFor(onMeta(1));
        var somebodyElse = pace.waitFor(onMeta(2));

        // Then
        assertThat(next).isEqualTo(Duration.ofSeconds(6));
        assertThat(afterNext).isEqualTo(Duration.ofSeconds(12));
        assertThat(somebodyElse).isZero();
    }

    @Test
    void customerAtTwilioGetsNoMoreThanWhatsAppLetsThrough() {
        // Given
        for (var sent = 0; sent < 45; sent++) {
            pace.waitFor(onTwilio(1));
        }

        // When
        var next = pace.waitFor(onTwilio(1));

        // Then
        assertThat(next).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void customerWhoGotTooMuchByTheProvidersCountHasNoBurstLeft() {
        // Given
        pace.waitFor(onMeta(1));

        // When
        pace.useUp(onMeta(1));

        // Then
        assertThat(pace.waitFor(onMeta(1))).isEqualTo(Duration.ofSeconds(6));
        assertThat(pace.waitFor(onMeta(2))).isZero();
    }

    @Test
    void restIsRewardedWithNewTurns() {
        // Given
        for (var sent = 0; sent < 45; sent++) {
            pace.waitFor(onMeta(1));
        }

        // When
        clock.pass(Duration.ofSeconds(60));

        // Then
        for (var sent = 0; sent < 10; sent++) {
            assertThat(pace.waitFor(onMeta(1))).isZero();
        }
        assertThat(pace.waitFor(onMeta(1))).isPositive();
    }

    @Test
    void keysThatHaveRestedAreForgotten() {
        // Given
        var limit = Bandwidth.builder().capacity(2).refillGreedy(1, Duration.ofSeconds(1)).build();
        var turns = new Turns<Integer>(limit, clock);
        for (var key = 0; key < 999; key++) {
            turns.take(key);
        }

        // When
        clock.pass(Duration.ofSeconds(5));
        turns.take(1);

        // Then
        assertThat(turns.keys()).isEqualTo(1);
    }

    private static ConversationKey onTwilio(int customer) {
        return conversation(Channel.TWILIO, customer);
    }

    private static ConversationKey onMeta(int customer) {
        return conversation(Channel.META, customer);
    }

    private static ConversationKey conversation(Channel channel, int customer) {
        return new ConversationKey(
                channel,
                new BusinessNumber("+14155238886", "+14155238886"),
                new CustomerAddress("+49151" + (10_000_000 + customer)));
    }

    private record Settings(
            int twilioPerSecond, int metaPerSecond, int pairBurst, Duration pairEvery)
            implements PaceSettings {}

    private static final class StoppedClock implements TimeMeter {
        private long nanos = 1;

        void pass(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
