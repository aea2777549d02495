package dev.switchboard.channels.meta;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Request that marks a message read and shows "typing…" for up to 25 seconds, by Meta's
 * documentation.
 */
@JsonNaming(SnakeCaseStrategy.class)
record MetaTyping(
        String messagingProduct, String status, String messageId, Indicator typingIndicator) {

    record Indicator(String type) {}

    static MetaTyping onReading(String inboundMessageId) {
        return new MetaTyping("whatsapp", "read", inboundMessageId, new Indicator("text"));
    }
}
