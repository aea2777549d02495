package dev.switchboard.common.event;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A reply was decided, by the AI, by an operator or by the system.
 *
 * @param authorId the operator or model
 * @param mediaUrls publicly fetchable media to send along
 * @param epoch the conversation's epoch when this was decided; a part of an AI or system reply is
 *     sent only while it is current
 * @param answers the turns that this reply answers; empty for an operator's message
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

    /**
     * Author of a reply; an unknown author of a newer version is read as the system, which is
     * fenced.
     */
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

    /** Returns whether it may be sent only while the AI is the owner. */
    @JsonIgnore
    public boolean isFenced() {
        return author != Author.OPERATOR;
    }
}
