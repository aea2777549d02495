package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.transcript.part.PartContent;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyPlanTest {
    private static final String PICTURE = "https://example.org/a.png";
    private static final String VOICE = "https://example.org/b.ogg";

    @Test
    void aShortTextIsThePicturesCaption() {
        assertThat(ReplyPlan.of(reply("look", PICTURE, VOICE), 200))
                .containsExactly(
                        new PartContent("look", List.of(PICTURE)),
                        new PartContent("", List.of(VOICE)));
    }

    @Test
    void aVoiceNoteCarriesNoCaption() {
        assertThat(ReplyPlan.of(reply("listen", VOICE), 200))
                .containsExactly(PartContent.text("listen"), new PartContent("", List.of(VOICE)));
    }

    @Test
    void aTextTooLongForACaptionIsAPartOfItsOwn() {
        // When
        var plan = ReplyPlan.of(reply("word ".repeat(300), PICTURE), 1600);

        // Then
        assertThat(plan).hasSize(2);
        assertThat(plan.getLast()).isEqualTo(new PartContent("", List.of(PICTURE)));
    }

    @Test
    void mediaWithoutTextNeedsNone() {
        assertThat(ReplyPlan.of(reply("", VOICE), 200))
                .containsExactly(new PartContent("", List.of(VOICE)));
    }

    private static ReplyDecided reply(String text, String... media) {
        var plain = DeliveryScene.onTwilio().fromOperator("text");
        return new ReplyDecided(
                plain.id(),
                plain.conversation(),
                plain.author(),
                plain.authorId(),
                text,
                List.of(media),
                plain.epoch(),
                plain.answers(),
                plain.quotes(),
                plain.decidedAt());
    }
}
