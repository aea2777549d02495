package dev.switchboard.channels.twilio;

import dev.switchboard.channels.webhook.MalformedWebhookException;
import dev.switchboard.channels.webhook.ParsedMessage;
import dev.switchboard.channels.webhook.PhoneNumberCache;
import dev.switchboard.channels.webhook.Sender;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.BusinessNumbers;
import dev.switchboard.common.identity.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Parses the customer's message of a Twilio webhook. */
final class TwilioMessageParser {
    private static final String WHATSAPP = "whatsapp";

    private TwilioMessageParser() {}

    /**
     * Other channel of the message, such as {@code messenger} or {@code sms}, whose customers
     * cannot be answered on WhatsApp. Empty for a message by WhatsApp.
     */
    static Optional<String> otherChannel(TwilioFields fields) {
        return Stream.of("From", "To")
                .flatMap(name -> fields.nonBlank(name).stream())
                .map(TwilioMessageParser::channel)
                .filter(channel -> !channel.equals(WHATSAPP))
                .findFirst();
    }

    /**
     * Refuses a request that is not a message on any channel.
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
     * True for a message that we sent; those come back in some set-ups and must not be answered.
     */
    static boolean isOurOwn(TwilioFields fields, BusinessNumbers numbers) {
        var from = fields.get("From");
        var direction = fields.get("Direction").orElse("").toLowerCase(Locale.ROOT);
        var status = fields.get("SmsStatus").orElse("received").toLowerCase(Locale.ROOT);
        return direction.startsWith("outbound")
                || !status.startsWith("receiv")
                || from.filter(address -> isOurs(address, numbers)).isPresent()
                || (from.isPresent() && from.equals(fields.get("To")));
    }

    private static boolean isOurs(String address, BusinessNumbers numbers) {
        var canonical = PhoneNumberCache.of(address).orElse(address.strip());
        return numbers.on(Channel.TWILIO).stream()
                .anyMatch(number -> number.id().equals(canonical));
    }

    /** Uses the time of arrival as the time of writing, which Twilio's webhook does not have. */
    static ParsedMessage read(TwilioFields fields, Instant receivedAt) {
        return read(fields, receivedAt, receivedAt);
    }

    static ParsedMessage read(TwilioFields fields, Instant writtenAt, Instant receivedAt) {
        var id = fields.required("MessageSid");
        var sender = sender(fields);
        return new ParsedMessage(
                Channel.TWILIO,
                business(fields.required("To")),
                sender,
                id,
                TwilioContentParser.of(fields),
                TwilioContextParser.fieldOrMetadata(fields, "ProfileName"),
                fields.nonBlank("OriginalRepliedMessageSid"),
                writtenAt,
                receivedAt,
                fields.raw(),
                false,
                TwilioContextParser.of(fields),
                fields.nonBlank("OptOutType").flatMap(type -> optOut(type, fields)));
    }

    private static Sender sender(TwilioFields fields) {
        try {
            return Sender.of(
                    fields.required("From"), fields.nonBlank("ExternalUserId").orElse(null));
        } catch (IllegalArgumentException _) {
            throw new MalformedWebhookException("From is no address");
        }
    }

    /**
     * Opt-out that Twilio recognised and answered itself. YES is one of its words for START, but
     * also an answer to our own questions, so it still gets a reply.
     */
    private static Optional<OptOut> optOut(String type, TwilioFields fields) {
        return switch (type.strip().toUpperCase(Locale.ROOT)) {
            case "STOP" -> Optional.of(new OptOut(OptOut.Word.STOP, true));
            case "START" -> Optional.of(new OptOut(OptOut.Word.START, !isYes(fields)));
            case "HELP" -> Optional.of(new OptOut(OptOut.Word.HELP, true));
            default -> Optional.empty();
        };
    }

    private static boolean isYes(TwilioFields fields) {
        return fields.get("Body").filter(body -> body.strip().equalsIgnoreCase("yes")).isPresent();
    }

    private static BusinessNumber business(String to) {
        return PhoneNumberCache.read(to)
                .map(number -> new BusinessNumber(number.canonical(), number.spelling()))
                .orElseGet(() -> new BusinessNumber(to, to));
    }
}
