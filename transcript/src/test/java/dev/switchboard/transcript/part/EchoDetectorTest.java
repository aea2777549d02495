package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.part.PartScene.AT;
import static dev.switchboard.transcript.part.PartScene.part;
import static dev.switchboard.transcript.part.PartScene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.part.EchoDetector.EchoResult;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.RoundTrip;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class EchoDetectorTest {
    @Inject EchoDetector echoes;
    @Inject PartStore parts;
    @Inject MessageStore messages;
    @Inject Database database;

    private final ReplyDecided reply = PartScene.reply();
    private final String providerId = "wamid." + UUID.randomUUID();

    @BeforeEach
    void aReplyInTwoParts() {
        messages.recordReply(reply);
        parts.plan(reply, texts("hello", "goodbye"), AT);
    }

    @Test
    void messageThatWeDidNotSendIsNoEcho() {
        assertThat(detect("hello", AT)).isEqualTo(EchoResult.NOT_ECHO);
    }

    @Test
    void messageWithTheIdOfAPartIsAnEchoWhateverItsText() {
        // Given
        parts.beginSending(part(reply, 1), AT);
        parts.accepted(part(reply, 1), providerId, AT);

        // Then
        assertThat(detect("something else", AT.plus(Duration.ofDays(3))))
                .isEqualTo(EchoResult.ECHO);
    }

    @Test
    void messageWithTheTextOfAPartInFlightIsAnEcho() {
        // Given
        parts.beginSending(part(reply, 1), AT);

        // Then
        assertThat(detect(" hello\n", AT)).isEqualTo(EchoResult.ECHO);
    }

    @Test
    void otherTextIsUndecidedUntilThePartInFlightHasItsId() {
        // Given
        parts.beginSending(part(reply, 1), AT);
        assertThat(detect("hello, cut short", AT)).isEqualTo(EchoResult.UNDECIDED);

        // When
        parts.accepted(part(reply, 1), providerId, AT);

        // Then
        assertThat(detect("hello, cut short", AT)).isEqualTo(EchoResult.ECHO);
        assertThat(echoes.detect(reply.conversation().id(), "wamid.other", "a person", AT))
                .isEqualTo(EchoResult.NOT_ECHO);
    }

    @Test
    void sameTextIsAnEchoSoonAfterTheSendAndAnOperatorsLater() {
        // Given
        parts.beginSending(part(reply, 1), AT);
        parts.accepted(part(reply, 1), "wamid." + UUID.randomUUID(), AT);

        // Then
        assertThat(detect("hello", AT.plusSeconds(30))).isEqualTo(EchoResult.ECHO);
        assertThat(detect("hello", AT.plusSeconds(90))).isEqualTo(EchoResult.NOT_ECHO);
    }

    @Test
    void customersTextRepeatsAnyPartOfOurLastMessageForTwoMinutes() {
        // Given
        parts.beginSending(part(reply, 1), AT);
        parts.accepted(part(reply, 1), "wamid." + UUID.randomUUID(), AT);

        // Then
        assertThat(repeats(" hello\n", AT.plusSeconds(110))).isTrue();
        assertThat(repeats("hello", AT.plusSeconds(130))).isFalse();
        assertThat(repeats("hello you", AT)).isFalse();
        assertThat(repeats("goodbye", AT)).as("not sent yet").isFalse();
    }

    private boolean repeats(String text, Instant at) {
        var trip = new RoundTrip();
        var lastSend = EchoDetector.lastSend(trip, reply.conversation().id());
        trip.run(database);
        return lastSend.get().isRepeatedBy(text, at);
    }

    private EchoResult detect(String text, Instant at) {
        return echoes.detect(reply.conversation().id(), providerId, text, at);
    }
}
