package dev.switchboard.aiworker.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.wire.Json;
import dev.switchboard.transcript.message.MessageEntity;
import dev.switchboard.transcript.message.MessageStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Edits whose words the transcript has in their message's own place: the buffer put them there
 * before the message was asked, and then lost or forgot that it had. A later edit is to be asked
 * even if it only brings back words that stood there at first.
 */
@ApplicationScoped
public class KnownEdits {
    private final MessageStore messages;

    KnownEdits(MessageStore messages) {
        this.messages = messages;
    }

    /** Those of the messages that are none. */
    List<MessageReceived> without(List<MessageReceived> arrived) {
        return arrived.stream().filter(message -> !isKnown(message)).toList();
    }

    private boolean isKnown(MessageReceived message) {
        return message.content() instanceof Content.Edited(var original, var words)
                && messages.find(MessageId.ofProvider(message.conversation().channel(), original))
                        .filter(recorded -> precedes(message, recorded) && says(recorded, words))
                        .isPresent();
    }

    /**
     * What was applied in its burst was written before the row was. Meta tells whole seconds, so an
     * edit within the row's own second may be a later one.
     */
    private static boolean precedes(MessageReceived edit, MessageEntity recorded) {
        return edit.providerTime().isBefore(recorded.createdAt.truncatedTo(ChronoUnit.SECONDS));
    }

    private static boolean says(MessageEntity recorded, String words) {
        return recorded.text.equals(words) || isCaption(recorded, words);
    }

    /** A caption's row begins with the kinds of its media. */
    private static boolean isCaption(MessageEntity recorded, String words) {
        return recorded.content != null
                && recorded.text.endsWith(words)
                && content(recorded.content) instanceof Content.Media(_, var caption)
                && caption.filter(words::equals).isPresent();
    }

    private static Content content(String json) {
        try {
            return Json.mapper().readValue(json, Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable content of a message", e);
        }
    }
}
