package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.part.PartScene.AT;
import static dev.switchboard.transcript.part.PartScene.part;
import static dev.switchboard.transcript.part.PartScene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.part.Echoes.Whose;
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
class EchoesTest {
    @Inject Echoes echoes;
    @Inject PartStore parts;
    @Inject MessageStore messages;

    private final ReplyDecided reply = PartScene.reply();
    private final String providerId = "wamid." + UUID.randomUUID();

    @BeforeEach
    void aReplyInTwoParts() {
        messages.recordReply(reply);
        parts.plan(reply, texts("hello", "goodbye"), AT);
    }

    @Test
    void whatNobodySentIsSomebodyElses() {
        assertThat(whose("hello", AT)).isEqualTo(Whose.SOMEBODY_ELSES);
    }

    @Test
    void messageWithTheIdOfAPartIsOursWhateverItSays() {
        // Given
        parts.beginSending(part(reply, 1), AT);
        parts.accepted(part(reply, 1), providerId, AT);

        // Then
        assertThat(whose("something else", AT.plus(Duration.ofDays(3)))).isEqualTo(Whose.OURS);
    }

    @Test
    void messageWithTheWordsOfAPartThatMayBeOnItsWayIsOurs() {
        // Given
        parts.beginSending(part(reply, 1), AT);

        // Then
        assertThat(whose(" hello\n", AT)).isEqualTo(Whose.OURS);
    }

    @Test
    void otherWordsWhileAPartIsOnItsWayAreNotKnownUntilItHasItsId() {
        // Given
        parts.beginSending(part(reply, 1), AT);
        assertThat(whose("hello, cut short", AT)).isEqualTo(Whose.NOT_KNOWN_YET);

        // When
        parts.accepted(part(reply, 1), providerId, AT);

        // Then
        assertThat(whose("hello, cut short", AT)).isEqualTo(Whose.OURS);
        assertThat(echoes.whose(reply.conversation().id(), "wamid.other", "a person", AT))
                .isEqualTo(Whose.SOMEBODY_ELSES);
    }

    @Test
    void sameWordsAreOursSoonAfterTheSendAndAPersonsLater() {
        // Given
        parts.beginSending(part(reply, 1), AT);
        parts.accepted(part(reply, 1), "wamid." + UUID.randomUUID(), AT);

        // Then
        assertThat(whose("hello", AT.plusSeconds(30))).isEqualTo(Whose.OURS);
        assertThat(whose("hello", AT.plusSeconds(90))).isEqualTo(Whose.SOMEBODY_ELSES);
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
        return echoes.lastSend(reply.conversation().id()).isRepeatedBy(text, at);
    }

    private Whose whose(String text, Instant at) {
        return echoes.whose(reply.conversation().id(), providerId, text, at);
    }
}
