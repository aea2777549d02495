package dev.switchboard.ingress.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.model.content.MessageContext;
import dev.switchboard.model.content.Referral;
import dev.switchboard.model.wire.Json;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a Twilio message refers to, from its {@code Referral…} and {@code Forwarded} fields; where
 * they are missing, from what {@code ChannelMetadata} says under the same names.
 */
final class TwilioContext {
    private TwilioContext() {}

    static Optional<MessageContext> of(TwilioFields fields) {
        return MessageContext.of(
                isTrue(fields, "Forwarded") || isTrue(fields, "FrequentlyForwarded"),
                Optional.empty(),
                referral(fields));
    }

    private static boolean isTrue(TwilioFields fields, String name) {
        return said(fields, name).filter(Boolean::parseBoolean).isPresent();
    }

    /** Without an advertisement {@code ReferralNumMedia} is there all the same. */
    private static Optional<Referral> referral(TwilioFields fields) {
        var tells =
                Stream.of("Headline", "Body", "SourceId", "SourceUrl", "CtwaClid")
                        .anyMatch(name -> said(fields, "Referral" + name).isPresent());
        return tells
                ? Optional.of(
                        new Referral(
                                said(fields, "ReferralHeadline"),
                                said(fields, "ReferralBody"),
                                said(fields, "ReferralSourceType"),
                                said(fields, "ReferralSourceId"),
                                said(fields, "ReferralSourceUrl"),
                                said(fields, "ReferralCtwaClid"),
                                said(fields, "ReferralMediaUrl"),
                                Optional.empty()))
                : Optional.empty();
    }

    /** The field of this name, or what the channel's own data has under it. */
    static Optional<String> said(TwilioFields fields, String name) {
        return fields.said(name)
                .or(() ->
                        fields.get("ChannelMetadata")
                                .filter(metadata -> metadata.contains(name))
                                .flatMap(metadata -> inMetadata(metadata, name)));
    }

    private static Optional<String> inMetadata(String metadata, String name) {
        try {
            var value = Json.mapper().readTree(metadata).path("data").path("context").path(name);
            return Optional.of(value.asText("")).filter(text -> !text.isBlank());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
