package dev.switchboard.ingress.twilio;

import dev.switchboard.ingress.identity.CanonicalNumbers;
import dev.switchboard.ingress.identity.Sender;
import dev.switchboard.ingress.webhook.CustomerMessage;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import java.time.Instant;
import java.util.Locale;

/** Reads a customer's message from a Twilio webhook, which holds one. */
final class TwilioMessage {
    private TwilioMessage() {}

    /**
     * Whether it tells of a message that we have sent; those come back in some set-ups and nobody
     * is to answer them.
     */
    static boolean isOurOwn(TwilioFields fields, OwnNumbers own) {
        var from = fields.get("From");
        var direction = fields.get("Direction").orElse("").toLowerCase(Locale.ROOT);
        var status = fields.get("SmsStatus").orElse("received").toLowerCase(Locale.ROOT);
        return direction.startsWith("outbound")
                || !status.startsWith("receiv")
                || from.filter(own::include).isPresent()
                || (from.isPresent() && from.equals(fields.get("To")));
    }

    /** Twilio does not say when a message was sent; it calls at once, so arrival stands for it. */
    static CustomerMessage read(TwilioFields fields, Instant receivedAt) {
        return read(fields, receivedAt, receivedAt);
    }

    static CustomerMessage read(TwilioFields fields, Instant writtenAt, Instant receivedAt) {
        var id = fields.required("MessageSid");
        var sender = Sender.of(fields.required("From"), fields.said("ExternalUserId"));
        return new CustomerMessage(
                Channel.TWILIO,
                business(fields.required("To")),
                sender,
                id,
                TwilioContent.of(fields),
                TwilioContext.said(fields, "ProfileName"),
                fields.said("OriginalRepliedMessageSid"),
                writtenAt,
                receivedAt,
                fields.raw(),
                false,
                TwilioContext.of(fields));
    }

    private static BusinessNumber business(String to) {
        var address = CanonicalNumbers.of(to).orElse(to);
        return new BusinessNumber(address, address);
    }
}
