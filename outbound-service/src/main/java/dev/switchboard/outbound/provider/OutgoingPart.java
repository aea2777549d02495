package dev.switchboard.outbound.provider;

import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.PartId;
import java.util.List;
import java.util.Optional;

/**
 * One message as a provider sends it.
 *
 * @param text may be blank where there is media
 * @param mediaUrls publicly fetchable; WhatsApp carries one item a message
 * @param quotes the provider's id of the message this one answers
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
