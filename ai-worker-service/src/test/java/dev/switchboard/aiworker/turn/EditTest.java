package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.content.MediaRef;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Edits and deletions that come after the burst of their message is closed (case P20). */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class EditTest extends TurnCase {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Content PICTURE =
            new Content.Media(
                    List.of(
                            new MediaRef(
                                    MediaKind.IMAGE,
                                    "https://example.org/1",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty())),
                    Optional.of("how much is it?"));

    @Test
    void editDuringTheModelCallReplacesTheOldText() {
        // Given
        gemini.thenHangs().thenAnswers("On Tuesday, then.");
        var turn = customer.saying("Hi", "on Monday please");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);

        // When
        var edit = customer.sending(new Content.Edited(lastId(turn), "on Tuesday please"));
        publish(edit);

        // Then
        assertThat(replyTo(edit)).isEqualTo(replyTo(turn));
        assertThat(gemini.lastCall().contents()).containsExactly("user: Hi\non Tuesday please");
        assertThat(repliesSoFar().stream().distinct()).hasSize(1);
    }

    @Test
    void editOfAnAnsweredMessageIsAnsweredOnce() {
        // Given
        gemini.thenAnswers("On Monday, then.").thenAnswers("On Tuesday, then.");
        var turn = customer.saying("on Monday please");
        publish(turn);
        replyTo(turn);

        // When
        var edit = customer.sending(new Content.Edited(lastId(turn), "on Tuesday please"));
        publish(edit);

        // Then
        assertThat(replyTo(edit).text()).isEqualTo("On Tuesday, then.");
        assertThat(gemini.lastCall().contents())
                .containsExactly(
                        "user: on Monday please",
                        "model: On Monday, then.",
                        "user: on Tuesday please");
    }

    /** The buffer applied the edit, and has lost its state since. */
    @Test
    void editWhoseTextWasAnsweredIsNotAnsweredAgain() {
        // Given
        gemini.thenAnswers("On Tuesday, then.");
        var turn = customer.saying("on Tuesday please");
        publish(turn);
        replyTo(turn);

        // When
        var edit =
                customer.withAge(A_MINUTE, new Content.Edited(lastId(turn), "on Tuesday please"));
        publish(edit);

        // Then
        assertThat(awaitResult(edit)).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void editToACaptionThatWasAnsweredIsNotAnsweredAgain() {
        // Given
        gemini.thenAnswers("It is 20 EUR.");
        var turn = customer.sending(PICTURE);
        publish(turn);
        replyTo(turn);

        // When
        var edit = customer.withAge(A_MINUTE, new Content.Edited(lastId(turn), "how much is it?"));
        publish(edit);

        // Then
        assertThat(awaitResult(edit)).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void editBackToTheOriginalTextIsAnswered() {
        // Given
        gemini.thenAnswers("20 EUR.").thenAnswers("30 EUR.").thenAnswers("As I said, 20 EUR.");
        var turn = customer.saying("price for 2?");
        publish(turn);
        replyTo(turn);
        var edit = customer.sending(new Content.Edited(lastId(turn), "price for 3?"));
        publish(edit);
        replyTo(edit);

        // When
        var back = customer.sending(new Content.Edited(lastId(turn), "price for 2?"));
        publish(back);

        // Then
        assertThat(replyTo(back).text()).isEqualTo("As I said, 20 EUR.");
    }

    /** Brackets in the customer's own text are not those before a caption. */
    @Test
    void editToTheEndOfTheOldTextIsAnswered() {
        // Given
        gemini.thenAnswers("20 EUR.").thenAnswers("Two what?");
        var turn = customer.saying("[price] for two");
        publish(turn);
        replyTo(turn);

        // When
        var edit = customer.withAge(A_MINUTE, new Content.Edited(lastId(turn), "for two"));
        publish(edit);

        // Then
        assertThat(replyTo(edit).text()).isEqualTo("Two what?");
    }

    @Test
    void deletedMessageIsNotShownToTheModel() {
        // Given
        gemini.thenAnswers("At nine.");
        var kept = customer.saying("when do you open?");
        var deleted = customer.saying("forget that");
        var deletion = customer.sending(new Content.Deleted(lastId(deleted)));

        // When
        var turn = customer.merging(kept, deleted, deletion);
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("At nine.");
        assertThat(gemini.lastCall().contents()).containsExactly("user: when do you open?");
    }

    private static String lastId(TurnReady turn) {
        return turn.newestMessage().providerMessageId();
    }
}
