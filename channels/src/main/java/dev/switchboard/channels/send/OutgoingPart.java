package dev.switchboard.channels.send;

import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.PartId;
import java.util.List;
import java.util.Optional;

/**
 * Part as a provider sends it: one message.
 *
 * @param text may be blank if there is media
 * @param mediaUrls publicly fetchable; WhatsApp takes one item per message
 * @param quotes the provider's id of the message that this one quotes
 */
public record OutgoingPart(
        PartId id,
        ConversationKey conversation,
        String text,
        List<String> mediaUrls,
        Optional<String> quotes) {

    public OutgoingPart {
        mediaUrls = List.copyOf(mediaUrls);
        if (text.isBlank() && mediaUrls.isEmpty()) {
            throw new IllegalArgumentException("part " + id + " has neither text nor media");
        }
    }
}
