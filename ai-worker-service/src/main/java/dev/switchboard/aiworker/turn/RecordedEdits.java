package dev.switchboard.aiworker.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.message.MessageEntity;
import dev.switchboard.transcript.message.MessageStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Filter for edits whose text the transcript already has as the text of the edited message: the
 * buffer applied them before the message went to the model, and has lost its state since. A later
 * edit is answered even if it only restores the original text.
 */
@ApplicationScoped
public class RecordedEdits {
    private final MessageStore store;

    RecordedEdits(MessageStore store) {
        this.store = store;
    }

    /** The messages without those edits. */
    List<MessageReceived> removeFrom(List<MessageReceived> messages) {
        return messages.stream().filter(message -> !isRecorded(message)).toList();
    }

    private boolean isRecorded(MessageReceived message) {
        return message.content() instanceof Content.Edited(var original, var text)
                && store.find(MessageId.ofProvider(message.conversation().channel(), original))
                        .filter(recorded -> precedes(message, recorded) && hasText(recorded, text))
                        .isPresent();
    }

    /**
     * An edit that was applied in its burst is older than the row. Meta's times are whole seconds,
     * so an edit within the row's own second may be a later one.
     */
    private static boolean precedes(MessageReceived edit, MessageEntity recorded) {
        return edit.providerTime().isBefore(recorded.createdAt.truncatedTo(ChronoUnit.SECONDS));
    }

    private static boolean hasText(MessageEntity recorded, String text) {
        return recorded.text.equals(text) || isCaption(recorded, text);
    }

    /** The row of a caption begins with the kinds of its media. */
    private static boolean isCaption(MessageEntity recorded, String text) {
        return recorded.content != null
                && recorded.text.endsWith(text)
                && content(recorded.content) instanceof Content.Media(_, var caption)
                && caption.filter(text::equals).isPresent();
    }

    private static Content content(String json) {
        try {
            return Json.mapper().readValue(json, Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable content of a message", e);
        }
    }
}
