package dev.switchboard.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.content.ChoiceKind;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.content.MediaRef;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Case P20 and related cases: edits of edits (by the original's id and by the earlier edit's),
 * before their original, repeated, of captions, without text, of messages without text; deletions
 * likewise. Meta sends all of these; Twilio reports neither edits nor deletions.
 */
class MessageRevisionsTest {
    private static final Optional<OptOut> STOP = Optional.of(new OptOut(OptOut.Word.STOP, false));
    private static final ConversationKey ADA =
            new ConversationKey(
                    Channel.META,
                    new BusinessNumber("106540352242922", "+15550002222"),
                    CustomerAddress.of("+15550001111"));
    private static final List<MediaRef> PICTURE =
            List.of(
                    new MediaRef(
                            MediaKind.IMAGE,
                            "media-1",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));

    @Test
    void editStandsInThePlaceOfItsOriginal() {
        assertThat(applied(text("a"), text("b"), edit("e", "a", "new")))
                .containsExactly("a: new", "b: b");
    }

    @Test
    void originalKeepsEverythingButItsText() {
        // Given
        var original = text("a");

        // When
        var revised = MessageRevisions.applied(List.of(original, edit("e", "a", "new")));

        // Then
        assertThat(revised).containsExactly(original.withContent(new Content.Text("new"), null));
    }

    @Test
    void newestOfSeveralEditsCounts() {
        assertThat(applied(text("a"), edit("e", "a", "new"), edit("f", "a", "newer")))
                .containsExactly("a: newer");
    }

    @Test
    void editMayReferToAnEarlierEdit() {
        assertThat(applied(text("a"), edit("e", "a", "new"), edit("f", "e", "newer")))
                .containsExactly("a: newer");
        assertThat(applied(edit("e", "a", "new"), edit("f", "e", "newer")))
                .containsExactly("e: edited a: newer");
    }

    @Test
    void editMayArriveBeforeItsOriginal() {
        assertThat(applied(edit("e", "a", "new"), text("b"), text("a")))
                .containsExactly("a: new", "b: b");
        assertThat(applied(edit("e", "a", "new"), edit("f", "a", "newer"), text("a")))
                .containsExactly("a: newer");
    }

    @Test
    void editsOfAMissingMessageAreMerged() {
        assertThat(applied(text("b"), edit("e", "a", "new"), edit("f", "a", "newer")))
                .containsExactly("b: b", "e: edited a: newer");
    }

    @Test
    void captionIsEditedUnderItsPicture() {
        // Given
        var original = message("a", new Content.Media(PICTURE, Optional.of("old")));

        // When
        var edited = MessageRevisions.applied(List.of(original, edit("e", "a", "new")));
        var bare = MessageRevisions.applied(List.of(original, edit("e", "a", "")));

        // Then
        assertThat(edited)
                .containsExactly(
                        original.withContent(new Content.Media(PICTURE, Optional.of("new")), null));
        assertThat(bare)
                .containsExactly(
                        original.withContent(new Content.Media(PICTURE, Optional.empty()), null));
    }

    @Test
    void emptyEditLeavesATextUnchanged() {
        assertThat(applied(text("a"), edit("e", "a", " "))).containsExactly("a: a");
    }

    @Test
    void editOfAnUnsupportedMessageIsItsText() {
        // Given
        var unread = new Content.Unsupported(Optional.of("novelty"), Optional.empty());

        // When
        var revised = applied(message("a", unread), edit("e", "a", "new"));

        // Then
        assertThat(revised).containsExactly("a: new");
    }

    @Test
    void editOfAMessageWithoutTextIsAMessageOfItsOwn() {
        // Given
        var tap = new Content.Choice(ChoiceKind.BUTTON, "yes", "Yes", Optional.empty());

        // When
        var revised = MessageRevisions.applied(List.of(message("a", tap), edit("e", "a", "new")));

        // Then
        assertThat(revised).hasSize(2);
    }

    @Test
    void deletedMessageHasNoText() {
        assertThat(applied(text("a"), text("b"), deletion("d", "a")))
                .containsExactly("d: deleted a", "b: b");
    }

    @Test
    void deletionMayArriveBeforeWhatItDeletes() {
        assertThat(applied(deletion("d", "a"), text("a"))).containsExactly("d: deleted a");
    }

    @Test
    void nothingRestoresADeletedMessage() {
        assertThat(applied(text("a"), edit("e", "a", "new"), deletion("d", "a")))
                .containsExactly("d: deleted a");
        assertThat(applied(text("a"), deletion("d", "a"), edit("e", "a", "new")))
                .containsExactly("d: deleted a");
        assertThat(applied(edit("e", "a", "new"), deletion("d", "a"), text("a")))
                .containsExactly("d: deleted a");
        assertThat(applied(text("a"), deletion("d", "a"), deletion("f", "a")))
                .containsExactly("d: deleted a");
    }

    @Test
    void messagesWithoutRevisionsStayAsTheyArrived() {
        // Given
        var heart = message("r", new Content.Reaction("a", Optional.of("❤")));
        var arrived = List.of(text("a"), heart, text("b"));

        // When
        var revised = MessageRevisions.applied(arrived);

        // Then
        assertThat(revised).isEqualTo(arrived);
    }

    @Test
    void revisionsWithoutAnIdAreNotMerged() {
        assertThat(applied(edit("e", "", "new"), edit("f", "", "newer"), deletion("d", " ")))
                .containsExactly("e: edited : new", "f: edited : newer", "d: deleted  ");
    }

    /** Both orders, and an edit of an edit that has no original. */
    @Test
    void messageThatIsEditedToAStopIsAStop() {
        // Given
        var stop = optingOut(edit("e", "a", "STOP"));

        // Then
        assertThat(optOuts(text("a"), stop)).containsExactly(STOP);
        assertThat(optOuts(stop, text("a"))).containsExactly(STOP);
        assertThat(optOuts(edit("d", "a", "new"), stop)).containsExactly(STOP);
    }

    @Test
    void stopThatIsEditedToOtherTextIsNoStop() {
        // Given
        var stop = optingOut(text("a"));

        // Then
        assertThat(optOuts(stop, edit("e", "a", "Stop by?"))).containsExactly(Optional.empty());
        assertThat(optOuts(edit("e", "a", "Stop by?"), stop)).containsExactly(Optional.empty());
        assertThat(
                        optOuts(
                                text("a"),
                                optingOut(edit("e", "a", "STOP")),
                                edit("f", "a", "Stop by?")))
                .containsExactly(Optional.empty());
    }

    @Test
    void emptyEditLeavesAStopUnchanged() {
        // Given
        var stop = optingOut(text("a"));

        // Then
        assertThat(optOuts(stop, edit("e", "a", ""))).containsExactly(STOP);
        assertThat(optOuts(edit("e", "a", ""), stop)).containsExactly(STOP);
    }

    private static List<Optional<OptOut>> optOuts(MessageReceived... arrived) {
        return MessageRevisions.applied(List.of(arrived)).stream()
                .map(MessageReceived::optOut)
                .toList();
    }

    private static MessageReceived optingOut(MessageReceived message) {
        return message.withContent(message.content(), STOP.orElseThrow());
    }

    private static List<String> applied(MessageReceived... arrived) {
        return MessageRevisions.applied(List.of(arrived)).stream()
                .map(message -> message.providerMessageId() + ": " + described(message.content()))
                .toList();
    }

    private static String described(Content content) {
        return switch (content) {
            case Content.Text(var body) -> body;
            case Content.Edited(var original, var body) -> "edited " + original + ": " + body;
            case Content.Deleted(var original) -> "deleted " + original;
            default -> content.toString();
        };
    }

    /** Creates a message whose text is its id. */
    private static MessageReceived text(String id) {
        return message(id, new Content.Text(id));
    }

    private static MessageReceived edit(String id, String original, String text) {
        return message(id, new Content.Edited(original, text));
    }

    private static MessageReceived deletion(String id, String original) {
        return message(id, new Content.Deleted(original));
    }

    private static MessageReceived message(String id, Content content) {
        return new MessageReceived(
                MessageId.ofProvider(Channel.META, id),
                ADA,
                id,
                content,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                "{}");
    }
}
