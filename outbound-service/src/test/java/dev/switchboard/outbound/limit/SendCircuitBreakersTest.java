package dev.switchboard.outbound.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.RateLimitSettings;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.outbound.fence.TakeoverSignal;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.IdleSender;
import dev.switchboard.testing.LogLines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Records the waits that are requested, without waiting. */
class SendCircuitBreakersTest {
    private static final SendResult SPAM =
            new SendResult.Refused(new SendFailure("131048", "spam", FailureClass.SPAM_LIMIT));

    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final List<Duration> waits = new ArrayList<>();
    private final TakeoverSignal takeover =
            wait -> {
                waits.add(wait);
                now = now.plus(wait);
                return false;
            };
    private final SendCircuitBreakers circuitBreakers =
            new SendCircuitBreakers(
                    IdleSender.all(),
                    new SendRateLimiter(IdleSender.all(), defaults(RateLimitSettings.class)),
                    defaults(DeliverySettings.class),
                    new SimpleMeterRegistry(),
                    () -> now);
    private final ConversationKey conversation = DeliveryScene.onMeta().conversation();

    @Test
    void aNumberSuspectedOfSpamWaitsLongerEachTimeUpToTheMaximum() throws InterruptedException {
        // Given
        var waited = new ArrayList<Duration>();

        // When
        for (var refusal = 0; refusal < 7; refusal++) {
            var before = now;
            circuitBreakers.onResult(conversation, SPAM);
            circuitBreakers.acquire(DeliveryScene.onMeta().conversation(), Instant.MAX, takeover);
            waited.add(Duration.between(before, now));
        }

        // Then
        assertThat(waited.stream().map(Duration::toSeconds))
                .containsExactly(30L, 60L, 120L, 240L, 480L, 600L, 600L);
    }

    @Test
    void oneAcceptedMessageClosesTheSpamBreaker() throws InterruptedException {
        // Given
        circuitBreakers.onFailure(conversation, FailureClass.SPAM_LIMIT);

        // When
        circuitBreakers.onResult(conversation, new SendResult.Accepted("wamid.1"));

        // Then
        circuitBreakers.acquire(conversation, Instant.MAX, takeover);
        assertThat(waits).isEmpty();
    }

    @Test
    void aPartPastItsTimeoutIsTriedOnceMoreThoughTheSpamBreakerIsOpen()
            throws InterruptedException {
        // Given
        var before = now;
        circuitBreakers.onResult(conversation, SPAM);

        // When
        circuitBreakers.acquire(conversation, now.plusSeconds(5), takeover);

        // Then
        assertThat(now).isEqualTo(before.plusSeconds(5));
    }

    @Test
    void aWaitingSendStartsAsSoonAsAnotherIsAccepted() throws InterruptedException {
        // Given
        var before = now;
        circuitBreakers.onResult(conversation, refused(FailureClass.CONFIGURATION));
        TakeoverSignal acceptedMeanwhile =
                wait -> {
                    now = now.plus(wait);
                    circuitBreakers.onResult(conversation, new SendResult.Accepted("wamid.1"));
                    return false;
                };

        // When
        circuitBreakers.acquire(conversation, Instant.MAX, acceptedMeanwhile);

        // Then
        assertThat(now).isBefore(before.plusSeconds(1));
    }

    @Test
    void aPermanentRefusalOpensNoBreaker() throws InterruptedException {
        // When
        circuitBreakers.onResult(conversation, refused(FailureClass.PERMANENT));

        // Then
        circuitBreakers.acquire(DeliveryScene.onMeta().conversation(), Instant.MAX, takeover);
        assertThat(waits).isEmpty();
    }

    private static SendResult refused(FailureClass failureClass) {
        return new SendResult.Refused(new SendFailure("1", "no", failureClass));
    }

    @Test
    void spamLimitIsLoggedWithTheNumberMasked() {
        // Given
        var log = new LogLines(SendCircuitBreakers.class);

        // When
        try (log) {
            circuitBreakers.onResult(conversation, SPAM);
        }

        // Then
        assertThat(log.lines())
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("WARN ")
                .contains("Spam limit", "number=+15", "provider=meta")
                .doesNotContain(conversation.business().phone());
    }

    private static <T> T defaults(Class<T> type) {
        return new SmallRyeConfigBuilder().withMapping(type).build().getConfigMapping(type);
    }
}
