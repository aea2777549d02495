package dev.switchboard.ingress.twilio;

import dev.switchboard.ingress.identity.CanonicalNumbers;
import dev.switchboard.ingress.identity.Sender;
import dev.switchboard.ingress.webhook.CustomerMessage;
import dev.switchboard.ingress.webhook.MalformedWebhookException;
import dev.switchboard.ingress.webhook.OwnNumbers;
import dev.switchboard.model.event.OptOut;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a customer's message from a Twilio webhook, which holds one. */
final class TwilioMessage {
    private static final String WHATSAPP = "whatsapp";

    private TwilioMessage() {}

    /**
     * The other channel that the message came by, such as {@code messenger} or {@code sms}: nobody
     * there can be answered on WhatsApp. Empty where it came by WhatsApp.
     */
    static Optional<String> otherChannel(TwilioFields fields) {
        return Stream.of("From", "To")
                .flatMap(name -> fields.said(name).stream())
                .map(TwilioMessage::channel)
                .filter(channel -> !channel.equals(WHATSAPP))
                .findFirst();
    }

    /**
     * Refuses what is no message on any channel.
     *
     * @throws MalformedWebhookException naming the first field that is missing
     */
    static void requireAddresses(TwilioFields fields) {
        for (var name : List.of("MessageSid", "From", "To")) {
            var _ = fields.required(name);
        }
    }

    private static String channel(String address) {
        var colon = address.indexOf(':');
        return colon < 0 ? "sms" : address.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }

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
        var sender = sender(fields);
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
                TwilioContext.of(fields),
                fields.said("OptOutType").flatMap(type -> optOut(type, fields)));
    }

    private static Sender sender(TwilioFields fields) {
        try {
            return Sender.of(fields.required("From"), fields.said("ExternalUserId"));
        } catch (IllegalArgumentException _) {
            throw new MalformedWebhookException("From is no address");
        }
    }

    /**
     * Sent where Twilio has recognised the word and answered it itself. YES is one of its words for
     * START, and what a customer answers to our own questions, so that one is still asked.
     */
    private static Optional<OptOut> optOut(String type, TwilioFields fields) {
        return switch (type.strip().toUpperCase(Locale.ROOT)) {
            case "STOP" -> Optional.of(new OptOut(OptOut.Word.STOP, true));
            case "START" -> Optional.of(new OptOut(OptOut.Word.START, !saysYes(fields)));
            case "HELP" -> Optional.of(new OptOut(OptOut.Word.HELP, true));
            default -> Optional.empty();
        };
    }

    private static boolean saysYes(TwilioFields fields) {
        return fields.get("Body").filter(body -> body.strip().equalsIgnoreCase("yes")).isPresent();
    }

    private static BusinessNumber business(String to) {
        return CanonicalNumbers.read(to)
                .map(number -> new BusinessNumber(number.canonical(), number.spelling()))
                .orElseGet(() -> new BusinessNumber(to, to));
    }
}
