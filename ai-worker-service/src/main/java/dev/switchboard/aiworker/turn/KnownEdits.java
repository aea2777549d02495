package dev.switchboard.aiworker.turn;

import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.transcript.message.MessageStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Edits whose words the transcript has in their message's own place: the buffer put them there
 * before the message was asked, and then lost or forgot that it had.
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
                        .filter(recorded -> says(recorded.text, words))
                        .isPresent();
    }

    /** A caption stands behind the kinds of its media, in square brackets. */
    private static boolean says(String recorded, String words) {
        return recorded.equals(words) || recorded.endsWith("] " + words);
    }
}
