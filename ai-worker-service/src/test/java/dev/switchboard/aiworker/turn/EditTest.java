package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.TurnReady;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Edits and deletions that come after the burst of their message is closed (case P20). */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class EditTest extends TurnCase {

    @Test
    void editDuringTheModelsCallIsAskedInThePlaceOfTheOldWords() {
        // Given
        gemini.thenKeepsWaiting().thenSays("On Tuesday, then.");
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
    void editOfAnAnsweredMessageIsAskedOnceBesideTheAnswer() {
        // Given
        gemini.thenSays("On Monday, then.").thenSays("On Tuesday, then.");
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

    /** The buffer applied it, and has lost its stores since. */
    @Test
    void editWhoseWordsWereAnsweredAlreadyIsNotAskedAgain() {
        // Given
        gemini.thenSays("On Tuesday, then.");
        var turn = customer.saying("on Tuesday please");
        publish(turn);
        replyTo(turn);

        // When
        var edit = customer.sending(new Content.Edited(lastId(turn), "on Tuesday please"));
        publish(edit);

        // Then
        assertThat(awaitSettled(edit)).isEmpty();
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void deletedMessageIsNoPartOfTheQuestion() {
        // Given
        gemini.thenSays("At nine.");
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
