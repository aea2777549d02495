package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.FakeGemini;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.Turns;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.event.ReplyDecided.Author;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.topic.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The model is away; the settings of {@link GeminiPort} make it a short affair. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class OutageTest extends TurnCase {
    private static final int MANY = 40;
    private static final int FAILURES_TO_STOP = 10;

    /** Of the breaker, as {@link GeminiPort} sets it. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Test
    void customerIsToldOnceThatItTakesLongerAndAnsweredWhenTheModelIsBack() {
        // Given
        gemini.isAway();
        var turn = customer.saying("Hi");
        publish(turn);
        await().until(() -> !repliesSoFar().isEmpty());

        // When
        gemini.isBack();

        // Then
        var answer = replyTo(turn);
        assertThat(answer.text()).isEqualTo("Hello");
        assertThat(repliesSoFar())
                .extracting(ReplyDecided::text)
                .containsExactly(StandardText.TIMEOUT.words(), "Hello");
        assertThat(repliesSoFar().getFirst())
                .satisfies(notice -> {
                    assertThat(notice.id()).isEqualTo(ReplyId.ofNotice(turn.id()));
                    assertThat(notice.author()).isEqualTo(Author.SYSTEM);
                    assertThat(notice.answers()).isEmpty();
                });
        assertThat(transcript())
                .containsExactly(
                        "customer received: Hi",
                        "system queued: " + StandardText.TIMEOUT.words(),
                        "ai queued: Hello");
    }

    @Test
    void modelThatStaysAwayGivesOneApologyAndThenADeadLetterWithTheCause() {
        // Given
        gemini.isAway();
        var turn = customer.saying("Hi");

        // When
        publish(turn);
        await().until(() -> !repliesSoFar().isEmpty());
        gemini.thenGives(503, FakeGemini.askingForAPauseOf(Duration.ofDays(1)));

        // Then
        var reply = replyTo(turn);
        assertThat(reply.author()).isEqualTo(Author.SYSTEM);
        assertThat(reply.text()).isEqualTo(StandardText.AI_UNAVAILABLE.words());
        assertThat(deadLetter())
                .satisfies(letter -> {
                    assertThat(letter.topic()).isEqualTo(Topics.TURNS.name());
                    assertThat(letter.cause()).startsWith("OVERLOADED: HTTP 503 UNAVAILABLE");
                });
        assertThat(repliesSoFar()).hasSize(2).last().isEqualTo(reply);
    }

    @Test
    void whatIsWrittenMeanwhileIsAnsweredTogetherHoweverOften() {
        // Given
        gemini.isAway();
        var turns = new ArrayList<TurnReady>();
        for (var words : List.of("a", "b", "c", "d", "e", "f")) {
            turns.add(customer.saying(words));
            publish(turns.getLast());
            await().until(() -> transcript().contains("customer received: " + words));
        }

        // When
        gemini.isBack();

        // Then
        assertThat(replyTo(turns.getFirst()).answers())
                .containsExactlyElementsOf(turns.stream().map(TurnReady::id).toList());
    }

    @Test
    void manyWhoWaitDoNotHammerTheModelAndAreAllAnswered() {
        // Given
        gemini.isAway();
        var started = System.nanoTime();
        var customers = Stream.generate(Turns::ofNewCustomer).limit(MANY).toList();
        customers.forEach(each ->
                publisher.publish(
                        Topics.TURNS, each.conversation().id().toString(), each.saying("Hi")));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> customers.stream().allMatch(each -> replyCount(each) >= 1));
        var asked = gemini.calls().size();
        var pauses = Duration.ofNanos(System.nanoTime() - started).dividedBy(PAUSE);

        // When
        gemini.isBack();

        // Then
        await().atMost(Duration.ofMinutes(1))
                .until(() -> customers.stream().allMatch(each -> replyCount(each) == 2));
        assertThat((long) asked).isLessThanOrEqualTo(MANY + FAILURES_TO_STOP + pauses);
    }

    @Test
    void personWhoTakesTheLineMeanwhileIsLeftTheTurn() {
        // Given
        gemini.isAway();
        var turn = customer.saying("Hi");
        publish(turn);
        await().until(() -> !gemini.calls().isEmpty());

        // When
        controls.takeOver(customer.conversation().id(), "olga", Optional.empty());

        // Then
        assertThat(awaitSettled(turn)).isEmpty();
    }

    @Test
    void refusedKeyIsAFailureThatAPersonMustLookInto() {
        // Given
        gemini.thenGives(400, FakeGemini.error(400, "INVALID_ARGUMENT"));
        var turn = customer.saying("Hi");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo(StandardText.INVALID_CONFIGURATION.words());
        assertThat(deadLetter().cause()).startsWith("CONFIGURATION: HTTP 400 INVALID_ARGUMENT");
        assertThat(repliesSoFar())
                .filteredOn(reply -> reply.answers().contains(turn.id()))
                .hasSize(1);
    }

    private int replyCount(Turns of) {
        return replies.of(of.conversation().id().toString()).size();
    }
}
