package dev.switchboard.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.benchmarks.pipeline.AnsweredConversations.Conversation;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnsweredConversationsTest {
    private static final long MILLI = 1_000_000;

    /** A hundred customers write within a second; one is answered every 20 ms, the first late. */
    private static AnsweredConversations hundred() {
        return new AnsweredConversations(
                IntStream.range(0, 100)
                        .mapToObj(number ->
                                new Conversation(
                                        number * 10 * MILLI,
                                        (number < 10 ? 500 : 5) * MILLI,
                                        (2_000 + number * 20) * MILLI))
                        .toList(),
                100,
                100,
                0);
    }

    @Test
    void throughputLeavesOutBothEnds() {
        assertThat(hundred().perSecond()).isCloseTo(50, within(0.01));
    }

    @Test
    void customersWaitFromWebhookToSend() {
        assertThat(hundred().waits().millis(50)).isEqualTo(2_490);
    }

    @Test
    void firstWebhooksCanBeLeftOutOfTheAcknowledgements() {
        assertThat(hundred().acknowledgements(0).millis(99)).isEqualTo(500);
        assertThat(hundred().acknowledgements(10).millis(99)).isEqualTo(5);
    }

    @Test
    void nothingIsLeftOutWhereMostWouldBe() {
        assertThat(hundred().acknowledgements(60).count()).isEqualTo(100);
    }
}
