package dev.switchboard.transcript.part;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Fixtures of the tests of parts. */
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
