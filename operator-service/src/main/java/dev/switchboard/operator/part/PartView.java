package dev.switchboard.operator.part;

import dev.switchboard.operator.conversation.ConversationView.Business;
import dev.switchboard.transcript.message.SenderType;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.read.PartSummary;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a message of ours as the API shows it.
 *
 * @param message the message that the part is of
 * @param customer the phone number in E.164, or the WhatsApp user id of a customer who hides it
 * @param since time at which it got its state
 * @param failureCode reason of its state: the provider's code or one of ours
 * @param attempts number of sends begun
 * @param decision an operator's last decision about it
 */
@Schema(name = "Part")
public record PartView(
        @Schema(examples = "5f0c1f9e-5f4b-5c7b-9a52-0c5d0a3f7f11.2") String id,
        UUID message,
        @Schema(examples = "2") int number,
        @Schema(examples = "3") int total,
        UUID conversation,
        @Schema(
                        examples = "twilio",
                        enumeration = {"twilio", "meta"})
                String channel,
        Business business,
        @Schema(examples = "+4915123456789") String customer,
        @Schema(examples = "Ana Lima") Optional<String> customerName,
        @Schema(enumeration = {"ai", "operator", "system"}) Optional<String> senderType,
        String text,
        List<String> media,
        @Schema(
                        enumeration = {
                            "PENDING",
                            "SENDING",
                            "UNKNOWN",
                            "SUPPRESSED",
                            "FAILED",
                            "SENT",
                            "DELIVERED",
                            "READ"
                        })
                String state,
        Instant since,
        @Schema(examples = "outcome-unknown") Optional<String> failureCode,
        Optional<String> failureText,
        Optional<String> providerMessageId,
        int attempts,
        Instant createdAt,
        Optional<Decision> decision) {

    /** An operator's decision about a part of unknown outcome. */
    @Schema(name = "PartDecision")
    public record Decision(
            @Schema(enumeration = {"resend", "drop"}) String decision,
            @Schema(examples = "api") String by,
            Instant at) {}

    static PartView of(PartSummary part) {
        var key = part.conversation();
        return new PartView(
                part.id().toString(),
                part.id().reply().value(),
                part.id().number(),
                part.total(),
                key.id().value(),
                key.channel().wireName(),
                new Business(key.business().id(), key.business().phone()),
                key.customer().value(),
                part.customerName(),
                part.senderType().map(SenderType::wireName),
                part.content().text(),
                part.content().mediaUrls(),
                part.state().name(),
                part.since(),
                part.failure().map(PartFailure::code),
                part.failure().map(PartFailure::text),
                part.providerMessageId(),
                part.attempts(),
                part.createdAt(),
                part.decision().map(PartView::decision));
    }

    private static Decision decision(PartSummary.Decision decision) {
        return new Decision(
                decision.action().toLowerCase(Locale.ROOT), decision.by(), decision.at());
    }
}
