package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.ConversationCeiling;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.read.UnansweredMessages;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
@WithTestResource(ConversationCeiling.class)
class SpendCeilingTest extends TurnCase {
    /** Costs 12 * 0.30 + 800 * 2.50 micro-dollars, which is more than half of the ceiling. */
    private static final String DEAR_ANSWER =
            """
            {"candidates": [{"content": {"parts": [{"text": "A dear answer."}]}, "finishReason": "STOP"}],
             "usageMetadata": {"promptTokenCount": 12, "candidatesTokenCount": 800}}
            """;

    @Inject UnansweredMessages unanswered;

    @Test
    void turnAtTheCeilingIsLeftToAPersonAndTheCustomerIsToldOnceADay() {
        // Given
        gemini.thenResponds(200, DEAR_ANSWER);
        var first = customer.saying("Question 1");
        publish(first);
        assertThat(replyTo(first).text()).isEqualTo("A dear answer.");
        var second = customer.saying("Question 2");
        var third = customer.saying("Question 3");

        // When
        publish(second);
        assertThat(awaitResult(second)).isEmpty();
        publish(third);
        assertThat(awaitResult(third)).isEmpty();

        // Then
        assertThat(gemini.calls()).hasSize(1);
        await().until(() -> !notices().isEmpty());
        var day = LocalDate.now(ZoneOffset.UTC);
        assertThat(notices())
                .allSatisfy(notice -> {
                    assertThat(notice.id())
                            .isEqualTo(ReplyId.ofSpendNotice(customer.conversation().id(), day));
                    assertThat(notice.text()).startsWith("I'm having trouble connecting");
                    assertThat(notice.answers()).isEmpty();
                });
        assertThat(transcript()).filteredOn(line -> line.startsWith("system")).hasSize(1);
        var ids = List.<MessageId>of(second.newestMessage().id(), third.newestMessage().id());
        assertThat(unanswered.reasons(ids)).containsOnlyKeys(ids).containsValue("spend ceiling");
        assertThat(unanswered.in(customer.conversation().id(), Instant.now(), 0, 10))
                .as("they are offered to the AI by a handback")
                .hasSize(2);
    }

    @Test
    void otherConversationsAreAnswered() {
        // Given
        gemini.thenResponds(200, DEAR_ANSWER).thenAnswers("Yes.");
        var first = customer.saying("Question 1");
        publish(first);
        assertThat(replyTo(first).text()).isEqualTo("A dear answer.");
        var another = TestConversation.ofNewCustomer();
        var turn = another.saying("Are you there?");

        // When
        publisher.publishAndWait(Topics.TURNS, another.conversation().id().toString(), turn);

        // Then
        assertThat(awaitResult(turn)).map(ReplyDecided::text).contains("Yes.");
    }

    private List<ReplyDecided> notices() {
        return repliesSoFar().stream().filter(reply -> reply.author() == Author.SYSTEM).toList();
    }
}
