package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class EchoTest extends TurnCase {
    private static final String HOURS = "We open at nine o'clock.";
    private static final String SUNDAYS = "Except on Sundays.";

    @Inject PartStore parts;
    @Inject MeterRegistry meters;

    @Test
    void echoIsRecordedAndNotAnswered() {
        // Given
        weSent(HOURS, SUNDAYS);
        var before = echoed();
        var echo = customer.saying(HOURS + "\n", SUNDAYS);

        // When
        publish(echo);

        // Then
        assertThat(awaitResult(echo)).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
        assertThat(transcript()).contains("customer received: " + SUNDAYS);
        assertThat(echoed()).isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void otherMessagesBesideAnEchoAreAnswered() {
        // Given
        weSent(HOURS);
        gemini.thenAnswers("Closed.");
        var turn = customer.saying(HOURS, "And on Sundays?");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Closed.");
    }

    @Test
    void blankTextBesideAnEchoNeedsNoReply() {
        // Given
        weSent(HOURS);
        var turn = customer.saying(HOURS, " ");

        // When
        publish(turn);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void textSentToAnotherCustomerIsNoEcho() {
        // Given
        weSent(HOURS);
        gemini.thenAnswers("Indeed.");
        var another = TestConversation.ofNewCustomer();
        var turn = another.saying(HOURS);
        var key = another.conversation().id().toString();

        // When
        publisher.publishAndWait(Topics.TURNS, key, turn);

        // Then
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(replies.of(key))
                                .extracting(ReplyDecided::text)
                                .containsExactly("Indeed."));
    }

    @Test
    void shortTextIsNoEcho() {
        // Given
        weSent("Yes");
        gemini.thenAnswers("Fine.");
        var turn = customer.saying("Yes");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Fine.");
    }

    @Test
    void sameTextLongAfterTheSendIsNoEcho() {
        // Given
        weSent(Instant.now().minus(Duration.ofMinutes(3)), HOURS);
        gemini.thenAnswers("Right.");
        var turn = customer.saying(HOURS);

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Right.");
    }

    private void weSent(String... texts) {
        weSent(Instant.now(), texts);
    }

    private void weSent(Instant at, String... texts) {
        gemini.thenAnswers(String.join("\n\n", texts));
        var turn = customer.saying("When do you open?");
        publish(turn);
        sent(replyTo(turn), at, texts);
    }

    /** Records the reply's parts as sent, as the outbound service does. */
    private void sent(ReplyDecided reply, Instant at, String... texts) {
        parts.plan(reply, List.of(texts).stream().map(PartContent::text).toList(), at);
        for (var number = 1; number <= texts.length; number++) {
            var part = new PartId(reply.id(), number);
            parts.beginSending(part, at);
            parts.accepted(part, "SM" + UUID.randomUUID(), at);
        }
    }

    private double echoed() {
        return meters.counter("switchboard.messages.echoed").count();
    }
}
