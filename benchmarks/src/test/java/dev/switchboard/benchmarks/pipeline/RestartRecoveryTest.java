package dev.switchboard.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.benchmarks.pipeline.AnsweredConversations.Conversation;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RestartRecoveryTest {
    private static final long MILLI = 1_000_000;
    private static final long KILLED_AT = 10_000 * MILLI;

    /** Ten customers write a second, for 30 s. */
    private static List<Conversation> waiting(LongUnaryOperator waitedMillis) {
        return LongStream.range(0, 300)
                .map(number -> number * 100)
                .mapToObj(at ->
                        new Conversation(
                                at * MILLI, 0, (at + waitedMillis.applyAsLong(at)) * MILLI))
                .toList();
    }

    @Test
    void waitsAreSteadyFromTheFirstThatIsAsShortAsBefore() {
        var all = waiting(at -> at > 10_000 && at < 14_000 ? 14_500 - at : 50);

        assertThat(RestartRecovery.steadyFrom(all, KILLED_AT)).isEqualTo(14_000 * MILLI);
    }

    @Test
    void singleLongWaitMuchLaterDoesNotCount() {
        var all = waiting(at -> at > 10_000 && at < 12_000 || at == 25_000 ? 3_000 : 50);

        assertThat(RestartRecovery.steadyFrom(all, KILLED_AT)).isEqualTo(12_000 * MILLI);
    }

    @Test
    void waitsThatStayLongAreNeverSteady() {
        var all = waiting(at -> at > 10_000 ? 500 : 50);

        assertThat(RestartRecovery.steadyFrom(all, KILLED_AT)).isEqualTo(30_400 * MILLI);
    }
}
