package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.Turns;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.model.topic.Topics;
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
class OwnWordsTest extends TurnCase {
    private static final String HOURS = "We open at nine o'clock.";
    private static final String SUNDAYS = "Except on Sundays.";

    @Inject PartStore parts;
    @Inject MeterRegistry meters;

    @Test
    void ourOwnMessageThatComesBackIsRecordedAndNotAnswered() {
        // Given
        weSaid(HOURS, SUNDAYS);
        var before = echoed();
        var echo = customer.saying(HOURS + "\n", SUNDAYS);

        // When
        publish(echo);

        // Then
        assertThat(awaitSettled(echo)).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
        assertThat(transcript()).contains("customer received: " + SUNDAYS);
        assertThat(echoed()).isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void whatElseTheCustomerSaysIsAnswered() {
        // Given
        weSaid(HOURS);
        gemini.thenSays("Closed.");
        var turn = customer.saying(HOURS, "And on Sundays?");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Closed.");
    }

    @Test
    void blankTextBesideAnEchoAsksForNothing() {
        // Given
        weSaid(HOURS);
        var turn = customer.saying(HOURS, " ");

        // When
        publish(turn);

        // Then
        assertThat(awaitSettled(turn)).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void wordsThatSomebodyElseWasJustToldAreTheCustomersOwn() {
        // Given
        weSaid(HOURS);
        gemini.thenSays("Indeed.");
        var another = Turns.ofNewCustomer();
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
    void shortTextIsTheCustomersOwn() {
        // Given
        weSaid("Yes");
        gemini.thenSays("Fine.");
        var turn = customer.saying("Yes");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Fine.");
    }

    @Test
    void sameWordsLongAfterTheSendAreTheCustomersOwn() {
        // Given
        weSaid(Instant.now().minus(Duration.ofMinutes(3)), HOURS);
        gemini.thenSays("Right.");
        var turn = customer.saying(HOURS);

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Right.");
    }

    private void weSaid(String... words) {
        weSaid(Instant.now(), words);
    }

    private void weSaid(Instant at, String... words) {
        gemini.thenSays(String.join("\n\n", words));
        var question = customer.saying("When do you open?");
        publish(question);
        sent(replyTo(question), at, words);
    }

    /** As the outbound service does it. */
    private void sent(ReplyDecided reply, Instant at, String... words) {
        parts.plan(reply, List.of(words).stream().map(PartContent::text).toList(), at);
        for (var number = 1; number <= words.length; number++) {
            var part = new PartId(reply.id(), number);
            parts.beginSending(part, at);
            parts.accepted(part, "SM" + UUID.randomUUID(), at);
        }
    }

    private double echoed() {
        return meters.counter("switchboard.messages.echoed").count();
    }
}
