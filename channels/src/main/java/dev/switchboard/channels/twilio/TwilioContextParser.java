package dev.switchboard.channels.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.content.Referral;
import dev.switchboard.common.wire.Json;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Parses a Twilio message's context from its {@code Referral…} and {@code Forwarded} fields; where
 * they are missing, from the same names in {@code ChannelMetadata}.
 */
final class TwilioContextParser {
    private TwilioContextParser() {}

    static Optional<MessageContext> of(TwilioFields fields) {
        return new MessageContext(
                        isTrue(fields, "Forwarded") || isTrue(fields, "FrequentlyForwarded"),
                        Optional.empty(),
                        referral(fields))
                .unlessEmpty();
    }

    private static boolean isTrue(TwilioFields fields, String name) {
        return fieldOrMetadata(fields, name).filter(Boolean::parseBoolean).isPresent();
    }

    /** Ignores {@code ReferralNumMedia}, which is set also without an advertisement. */
    private static Optional<Referral> referral(TwilioFields fields) {
        var hasReferral =
                Stream.of("Headline", "Body", "SourceId", "SourceUrl", "CtwaClid")
                        .anyMatch(name -> fieldOrMetadata(fields, "Referral" + name).isPresent());
        return hasReferral
                ? Optional.of(
                        new Referral(
                                fieldOrMetadata(fields, "ReferralHeadline"),
                                fieldOrMetadata(fields, "ReferralBody"),
                                fieldOrMetadata(fields, "ReferralSourceType"),
                                fieldOrMetadata(fields, "ReferralSourceId"),
                                fieldOrMetadata(fields, "ReferralSourceUrl"),
                                fieldOrMetadata(fields, "ReferralCtwaClid"),
                                fieldOrMetadata(fields, "ReferralMediaUrl"),
                                Optional.empty()))
                : Optional.empty();
    }

    /** Field of this name, or the value of that name in the channel's metadata. */
    static Optional<String> fieldOrMetadata(TwilioFields fields, String name) {
        return fields.nonBlank(name)
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
