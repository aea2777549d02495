package dev.switchboard.transcript.part;

import dev.switchboard.model.event.DeliveryStatus;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.model.identity.ReplyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the tests of parts speak about. */
final class PartScene {
    static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");

    private PartScene() {}

    static ReplyDecided reply() {
        var key =
                new ConversationKey(
                        Channel.TWILIO,
                        new BusinessNumber("+15559990000", "+15559990000"),
                        new CustomerAddress("+49" + UUID.randomUUID()));
        return replyTo(key);
    }

    static ReplyDecided replyTo(ConversationKey key) {
        return new ReplyDecided(
                new ReplyId(UUID.randomUUID()),
                key,
                ReplyDecided.Author.AI,
                Optional.empty(),
                "hello",
                List.of(),
                0,
                List.of(),
                Optional.empty(),
                AT);
    }

    static List<PartContent> texts(String... texts) {
        return List.of(texts).stream().map(PartContent::text).toList();
    }

    static PartId part(ReplyDecided reply, int number) {
        return new PartId(reply.id(), number);
    }

    static ProviderStatusReceived status(String providerMessageId, DeliveryStatus status) {
        return status(providerMessageId, status, Optional.empty());
    }

    static ProviderStatusReceived status(
            String providerMessageId, DeliveryStatus status, Optional<PartId> part) {
        var failed = status == DeliveryStatus.FAILED;
        return new ProviderStatusReceived(
                UUID.randomUUID(),
                Channel.TWILIO,
                providerMessageId,
                part,
                status,
                status.name(),
                failed ? Optional.of("63016") : Optional.empty(),
                failed ? Optional.of("window closed") : Optional.empty(),
                AT,
                AT);
    }
}
