package dev.switchboard.model.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.MessageId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer's message has come in at a webhook.
 *
 * @param providerMessageId the provider's own id ({@code SM…}, {@code wamid.…})
 * @param customerName the name the customer chose; untrusted
 * @param quotes the provider's id of the message this one answers
 * @param providerTime when the provider says it was sent; where it does not say, when the webhook
 *     came
 * @param raw the provider's own words for this message: the form (Twilio) or the fragment of the
 *     batch (Meta) as JSON
 */
public record MessageReceived(
        MessageId id,
        ConversationKey conversation,
        String providerMessageId,
        Content content,
        Optional<String> customerName,
        Optional<String> quotes,
        Instant providerTime,
        Instant receivedAt,
        String raw)
        implements Event {

    @Override
    @JsonIgnore
    public UUID eventId() {
        return id.value();
    }
}
