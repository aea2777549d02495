package dev.switchboard.outbound.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channels.send.RateLimitSettings;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.outbound.testing.IdleSender;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendRateLimiterTest {
    private static final RateLimitSettings SETTINGS =
            new Settings(80, 80, 45, Duration.ofSeconds(6));

    private final StoppedClock clock = new StoppedClock();
    private final SendRateLimiter rateLimiter =
            new SendRateLimiter(IdleSender.all(), SETTINGS, clock);

    @Test
    void senderMayUseItsSecondAtOnceAndThenWaits() {
        // Given
        for (var sent = 0; sent < 80; sent++) {
            assertThat(rateLimiter.reserve(onTwilio(sent))).isZero();
        }

        // When
        var wait = rateLimiter.reserve(onTwilio(80));
        var next = rateLimiter.reserve(onTwilio(81));

        // Then
        assertThat(wait).isBetween(Duration.ofMillis(12), Duration.ofMillis(13));
        assertThat(next).isBetween(Duration.ofMillis(24), Duration.ofMillis(26));
    }

    @Test
    void sendThatMayNotStartAtOnceReservesNothing() {
        // Given
        for (var sent = 0; sent < 79; sent++) {
            assertThat(rateLimiter.reserve(onTwilio(sent))).isZero();
        }

        // When
        var first = rateLimiter.tryReserve(onTwilio(79));
        var second = rateLimiter.tryReserve(onTwilio(80));
        var wait = rateLimiter.reserve(onTwilio(80));

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(wait).isBetween(Duration.ofMillis(12), Duration.ofMillis(13));
    }

    /**
     * Related cases: instances that come and go, one without partitions, another channel's share.
     */
    @Test
    void instancesShareANumbersLimitByTheirPartitions() {
        // Given
        var third = new SendRateLimiter(IdleSender.all(), SETTINGS, clock);
        rateLimiter.setShare(Channel.TWILIO, 18, 24);
        third.setShare(Channel.TWILIO, 6, 24);

        // When
        var sent = sentAtOnce(rateLimiter) + sentAtOnce(third);

        // Then
        assertThat(sent).isBetween(78, 80);
        assertThat(rateLimiter.reserve(onMeta(1))).isZero();
    }

    @Test
    void instanceThatGetsTheOthersPartitionsGetsTheirShare() {
        // Given
        rateLimiter.setShare(Channel.TWILIO, 6, 24);
        assertThat(sentAtOnce(rateLimiter)).isEqualTo(20);

        // When
        rateLimiter.setShare(Channel.TWILIO, 24, 24);
        clock.advance(Duration.ofSeconds(2));

        // Then
        assertThat(sentAtOnce(rateLimiter)).isEqualTo(80);
    }

    private static int sentAtOnce(SendRateLimiter instance) {
        var sent = 0;
        while (instance.reserve(onTwilio(sent)).isZero()) {
            sent++;
        }
        return sent;
    }

    @Test
    void customerAtMetaGetsABurstAndThenOneMessageEverySixSeconds() {
        // Given
        for (var sent = 0; sent < 45; sent++) {
            assertThat(rateLimiter.reserve(onMeta(1))).isZero();
        }

        // When
        var next = rateLimiter.reserve(onMeta(1));
        var afterNext = rateLimiter.reserve(onMeta(1));
        var somebodyElse = rateLimiter.reserve(onMeta(2));

        // Then
        assertThat(next).isEqualTo(Duration.ofSeconds(6));
        assertThat(afterNext).isEqualTo(Duration.ofSeconds(12));
        assertThat(somebodyElse).isZero();
    }

    @Test
    void customerAtTwilioGetsNoMoreThanWhatsAppAllows() {
        // Given
        for (var sent = 0; sent < 45; sent++) {
            rateLimiter.reserve(onTwilio(1));
        }

        // When
        var next = rateLimiter.reserve(onTwilio(1));

        // Then
        assertThat(next).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void drainedCustomerHasNoBurstLeft() {
        // Given
        rateLimiter.reserve(onMeta(1));

        // When
        rateLimiter.drain(onMeta(1));

        // Then
        assertThat(rateLimiter.reserve(onMeta(1))).isEqualTo(Duration.ofSeconds(6));
        assertThat(rateLimiter.reserve(onMeta(2))).isZero();
    }

    @Test
    void tokensAreRefilledWithTime() {
        // Given
        for (var sent = 0; sent < 45; sent++) {
            rateLimiter.reserve(onMeta(1));
        }

        // When
        clock.advance(Duration.ofSeconds(60));

        // Then
        for (var sent = 0; sent < 10; sent++) {
            assertThat(rateLimiter.reserve(onMeta(1))).isZero();
        }
        assertThat(rateLimiter.reserve(onMeta(1))).isPositive();
    }

    @Test
    void keysWithFullBucketsAreEvicted() {
        // Given
        var limit = Bandwidth.builder().capacity(2).refillGreedy(1, Duration.ofSeconds(1)).build();
        var limiter = new KeyedRateLimiter<Integer>(limit, clock);
        for (var key = 0; key < 999; key++) {
            limiter.reserve(key);
        }

        // When
        clock.advance(Duration.ofSeconds(5));
        limiter.reserve(1);

        // Then
        assertThat(limiter.size()).isEqualTo(1);
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
            int twilioPerSecond, int metaPerSecond, int recipientBurst, Duration recipientInterval)
            implements RateLimitSettings {}

    private static final class StoppedClock implements TimeMeter {
        private long nanos = 1;

        void advance(Duration time) {
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
