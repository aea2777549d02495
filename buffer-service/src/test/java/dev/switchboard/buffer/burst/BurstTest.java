package dev.switchboard.buffer.burst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.TurnReady.Closing;
import dev.switchboard.common.identity.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BurstTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final BurstRules RULES =
            new BurstRules(Duration.ofSeconds(2), Duration.ofSeconds(10), 20);

    private final BurstCustomer ana = BurstCustomer.called("+15550001111");

    @Test
    void closesWhenTheCustomerHasBeenQuietForTheQuietPeriod() {
        // Given
        var burst = burst("a").with(held("b"), NOON.plusSeconds(1));

        // When
        var due = burst.closesAt(RULES);

        // Then
        assertThat(due).isEqualTo(NOON.plusSeconds(3));
        assertThat(burst.closing(RULES, due.minusMillis(1))).isEmpty();
        assertThat(burst.closing(RULES, due)).contains(Closing.QUIET);
    }

    @Test
    void customerWhoKeepsTypingIsAnsweredAtTheMaximumWait() {
        // Given
        var burst = burst("0");
        for (int second = 1; second <= 9; second++) {
            burst = burst.with(held("" + second), NOON.plusSeconds(second));
        }

        // When
        var due = burst.closesAt(RULES);

        // Then
        assertThat(due).isEqualTo(NOON.plusSeconds(10));
        assertThat(burst.closing(RULES, due)).contains(Closing.MAX_WAIT);
    }

    @Test
    void isCompleteAtMaxMessagesWhateverTheTime() {
        // Given
        var maxThree = new BurstRules(RULES.quietPeriod(), RULES.maxWait(), 3);
        var burst = burst("a").with(held("b"), NOON);

        // When
        var full = burst.with(held("c"), NOON);

        // Then
        assertThat(burst.closing(maxThree, NOON)).isEmpty();
        assertThat(full.closing(maxThree, NOON)).contains(Closing.FULL);
    }

    /** Offsets of several ingress machines' clocks (Twilio), of seconds and milliseconds (Meta). */
    @ParameterizedTest
    @ValueSource(longs = {0, -300, -86_400_000, 1, 999, 60_000})
    void messagesAreInOrderOfArrivalWhateverTheirTimestamps(long offsetMillis) {
        // Given
        var burst =
                burst("first")
                        .with(held("second", NOON.plusMillis(offsetMillis)), NOON)
                        .with(held("third", NOON.minusMillis(offsetMillis)), NOON);

        // When
        var turn = burst.close(Closing.QUIET, NOON);

        // Then
        assertThat(turn.messages())
                .extracting(MessageReceived::providerMessageId)
                .containsExactly("first", "second", "third");
        assertThat(turn.id()).isEqualTo(TurnId.startingWith(turn.messages().getFirst().id()));
    }

    @Test
    void continuesTheTraceOfTheFirstMessage() {
        // Given
        var first =
                new BufferedMessage(ana.writes("a", NOON.plusSeconds(1)), 1, Optional.of("first"));
        var next = new BufferedMessage(ana.writes("b", NOON), 1, Optional.of("next"));

        // When
        var burst = Burst.startedBy(first, NOON).with(next, NOON);

        // Then
        assertThat(burst.traceparent()).contains("first");
    }

    @Test
    void holdsAtLeastOneMessage() {
        assertThatThrownBy(() -> new Burst(ana.conversation(), List.of(), NOON, NOON))
                .hasMessageContaining("at least one message");
    }

    @Test
    void survivesBeingWrittenToItsStore() {
        // Given
        var serde = BurstSerde.create();
        var burst =
                Burst.startedBy(
                        new BufferedMessage(ana.writes("a", NOON), 7, Optional.of("t")), NOON);

        // When
        var read =
                serde.deserializer()
                        .deserialize("bursts", serde.serializer().serialize("bursts", burst));

        // Then
        assertThat(read).isEqualTo(burst);
    }

    private Burst burst(String providerId) {
        return burst(providerId, NOON);
    }

    private Burst burst(String providerId, Instant providerTime) {
        return Burst.startedBy(held(providerId, providerTime), NOON);
    }

    private BufferedMessage held(String providerId) {
        return held(providerId, NOON);
    }

    private BufferedMessage held(String providerId, Instant providerTime) {
        return new BufferedMessage(ana.writes(providerId, providerTime), 1, Optional.empty());
    }
}
