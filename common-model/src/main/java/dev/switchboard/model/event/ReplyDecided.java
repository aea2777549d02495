package dev.switchboard.model.event;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.identity.TurnId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * It is decided what the customer is told, by the AI, by an operator or by the system.
 *
 * @param authorId which operator or model
 * @param mediaUrls publicly fetchable media to send along
 * @param epoch the conversation's control epoch when this was decided; a part of an AI or system
 *     reply is sent only while it still holds
 * @param answers the turns this reply takes up; empty for an operator's message
 * @param quotes the provider's id of the message this one quotes
 */
public record ReplyDecided(
        ReplyId id,
        ConversationKey conversation,
        Author author,
        Optional<String> authorId,
        String text,
        List<String> mediaUrls,
        long epoch,
        List<TurnId> answers,
        Optional<String> quotes,
        Instant decidedAt)
        implements Event {

    /** Who speaks; an author of a newer version is read as the system, which the fence holds. */
    public enum Author {
        AI,
        OPERATOR,
        @JsonEnumDefaultValue
        SYSTEM
    }

    public ReplyDecided {
        mediaUrls = List.copyOf(mediaUrls);
        answers = List.copyOf(answers);
        if (text.isBlank() && mediaUrls.isEmpty()) {
            throw new IllegalArgumentException("a reply has text or media");
        }
    }

    @Override
    @JsonIgnore
    public UUID eventId() {
        return id.value();
    }

    /** Whether it may leave only while the AI has the conversation. */
    @JsonIgnore
    public boolean isFenced() {
        return author != Author.OPERATOR;
    }
}
