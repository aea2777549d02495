package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.FakeGemini;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Outages of the model, kept short by the settings of {@link GeminiPort}. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class OutageTest extends TurnCase {
    private static final int MANY = 40;
    private static final int CIRCUIT_BREAKER_THRESHOLD = 10;

    /** As {@link GeminiPort} sets it. */
    private static final Duration CIRCUIT_BREAKER_DELAY = Duration.ofMillis(500);

    @Test
    void customerGetsOneDelayNoticeAndTheAnswerWhenTheModelIsBack() {
        // Given
        gemini.goesDown();
        var turn = customer.saying("Hi");
        publish(turn);
        await().until(() -> !repliesSoFar().isEmpty());

        // When
        gemini.comesBack();

        // Then
        var answer = replyTo(turn);
        assertThat(answer.text()).isEqualTo("Hello");
        assertThat(repliesSoFar())
                .extracting(ReplyDecided::text)
                .containsExactly(StandardText.TIMEOUT.defaultText(), "Hello");
        assertThat(repliesSoFar().getFirst())
                .satisfies(notice -> {
                    assertThat(notice.id()).isEqualTo(ReplyId.ofNotice(turn.id()));
                    assertThat(notice.author()).isEqualTo(Author.SYSTEM);
                    assertThat(notice.answers()).isEmpty();
                });
        assertThat(transcript())
                .containsExactly(
                        "customer received: Hi",
                        "system queued: " + StandardText.TIMEOUT.defaultText(),
                        "ai queued: Hello");
    }

    @Test
    void unavailableModelLeadsToOneApologyAndADeadLetterWithTheCause() {
        // Given
        gemini.goesDown();
        var turn = customer.saying("Hi");

        // When
        publish(turn);
        await().until(() -> !repliesSoFar().isEmpty());
        gemini.thenResponds(503, FakeGemini.errorWithRetryDelay(Duration.ofDays(1)));

        // Then
        var reply = replyTo(turn);
        assertThat(reply.author()).isEqualTo(Author.SYSTEM);
        assertThat(reply.text()).isEqualTo(StandardText.AI_UNAVAILABLE.defaultText());
        assertThat(deadLetter())
                .satisfies(letter -> {
                    assertThat(letter.topic()).isEqualTo(Topics.TURNS.name());
                    assertThat(letter.cause()).startsWith("OVERLOADED: HTTP 503 UNAVAILABLE");
                });
        assertThat(repliesSoFar()).hasSize(2).last().isEqualTo(reply);
    }

    @Test
    void allTurnsDuringAnOutageAreAnsweredTogether() {
        // Given
        gemini.goesDown();
        var turns = new ArrayList<TurnReady>();
        for (var text : List.of("a", "b", "c", "d", "e", "f")) {
            turns.add(customer.saying(text));
            publish(turns.getLast());
            await().until(() -> transcript().contains("customer received: " + text));
        }

        // When
        gemini.comesBack();

        // Then
        assertThat(replyTo(turns.getFirst()).answers())
                .containsExactlyElementsOf(turns.stream().map(TurnReady::id).toList());
    }

    @Test
    void manyWaitingTurnsDoNotFloodTheModelAndAreAllAnswered() {
        // Given
        gemini.goesDown();
        var started = System.nanoTime();
        var customers = Stream.generate(TestConversation::ofNewCustomer).limit(MANY).toList();
        customers.forEach(each ->
                publisher.publish(
                        Topics.TURNS, each.conversation().id().toString(), each.saying("Hi")));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> customers.stream().allMatch(each -> replyCount(each) >= 1));
        var calls = gemini.calls().size();
        var probes = Duration.ofNanos(System.nanoTime() - started).dividedBy(CIRCUIT_BREAKER_DELAY);

        // When
        gemini.comesBack();

        // Then
        await().atMost(Duration.ofMinutes(1))
                .until(() -> customers.stream().allMatch(each -> replyCount(each) == 2));
        assertThat((long) calls).isLessThanOrEqualTo(MANY + CIRCUIT_BREAKER_THRESHOLD + probes);
    }

    @Test
    void takeoverDuringAnOutageLeavesTheTurnToTheOperator() {
        // Given
        gemini.goesDown();
        var turn = customer.saying("Hi");
        publish(turn);
        await().until(() -> !gemini.calls().isEmpty());

        // When
        ownerships.takeOver(customer.conversation().id(), "olga", null);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
    }

    @Test
    void refusedKeyLeadsToADeadLetter() {
        // Given
        gemini.thenResponds(400, FakeGemini.error(400, "INVALID_ARGUMENT"));
        var turn = customer.saying("Hi");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text())
                .isEqualTo(StandardText.INVALID_CONFIGURATION.defaultText());
        assertThat(deadLetter().cause()).startsWith("CONFIGURATION: HTTP 400 INVALID_ARGUMENT");
        assertThat(repliesSoFar())
                .filteredOn(reply -> reply.answers().contains(turn.id()))
                .hasSize(1);
    }

    private int replyCount(TestConversation of) {
        return replies.of(of.conversation().id().toString()).size();
    }
}
