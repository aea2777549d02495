package dev.switchboard.operator.conversation;

import dev.switchboard.transcript.read.ConversationSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A conversation as the API shows it.
 *
 * @param customer the phone number in E.164, or the WhatsApp user id of a customer who hides it
 * @param holder the owner
 * @param epoch number of ownership changes
 * @param holderSince time of the last ownership change
 * @param active true while the session is open: the next message belongs to it
 * @param sessionNumber number of sessions so far; what the AI is shown begins with the newest
 * @param aiEnabled false where the AI is switched off for this conversation
 * @param spend of its model calls; only where one conversation is asked for
 * @param optedOut true for a customer who has opted out: nothing is sent until START
 */
@Schema(name = "Conversation")
public record ConversationView(
        UUID id,
        @Schema(
                        examples = "twilio",
                        enumeration = {"twilio", "meta"})
                String channel,
        Business business,
        @Schema(examples = "+4915123456789") String customer,
        @Schema(examples = "Ana Lima") Optional<String> customerName,
        @Schema(
                        examples = "ai",
                        enumeration = {"ai", "operator"})
                String holder,
        long epoch,
        Optional<Instant> holderSince,
        @Schema(examples = "api") Optional<String> holderSetBy,
        Optional<LastMessage> lastMessage,
        Instant startedAt,
        Instant lastActivityAt,
        Optional<Instant> lastCustomerMessageAt,
        boolean active,
        int sessionNumber,
        Optional<Instant> sessionStartedAt,
        boolean aiEnabled,
        boolean optedOut,
        Optional<Instant> optedOutSince,
        Optional<Spend> spend) {

    /** Cost of a conversation's model calls, today and in all, in dollars. */
    @Schema(name = "ConversationSpend")
    public record Spend(
            @Schema(examples = "0.012345") BigDecimal todayUsd,
            @Schema(examples = "0.123456") BigDecimal totalUsd) {}

    /** The business's own number. */
    public record Business(
            @Schema(examples = "106540352242922") String id,
            @Schema(examples = "+493012345678") String phone) {}

    /** The newest message in short. */
    public record LastMessage(String text, String senderType, String status, Instant at) {}

    static ConversationView of(ConversationSummary summary) {
        var key = summary.key();
        var ownership = summary.ownership();
        return new ConversationView(
                summary.id(),
                key.channel().wireName(),
                new Business(key.business().id(), key.business().phone()),
                key.customer().value(),
                summary.customerName(),
                ownership.owner().name().toLowerCase(Locale.ROOT),
                ownership.epoch(),
                ownership.changedAt(),
                ownership.changedBy(),
                summary.lastMessage()
                        .map(last ->
                                new LastMessage(
                                        last.text(),
                                        last.senderType().wireName(),
                                        last.status().wireName(),
                                        last.at())),
                summary.startedAt(),
                summary.lastActivityAt(),
                summary.lastCustomerMessageAt(),
                summary.active(),
                summary.session().number(),
                summary.session().startedAt(),
                summary.aiEnabled(),
                summary.optedOutAt().isPresent(),
                summary.optedOutAt(),
                Optional.empty());
    }

    ConversationView withSpend(Spend known) {
        return new ConversationView(
                id,
                channel,
                business,
                customer,
                customerName,
                holder,
                epoch,
                holderSince,
                holderSetBy,
                lastMessage,
                startedAt,
                lastActivityAt,
                lastCustomerMessageAt,
                active,
                sessionNumber,
                sessionStartedAt,
                aiEnabled,
                optedOut,
                optedOutSince,
                Optional.of(known));
    }
}
