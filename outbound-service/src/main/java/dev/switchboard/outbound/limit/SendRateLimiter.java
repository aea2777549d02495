package dev.switchboard.outbound.limit;

import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.RateLimitSettings;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ConversationKey;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rate limiter of sends, per business number and per customer. Twilio reports that a customer got
 * too much only after it has accepted, and lost, the message. A customer's sends are all made by
 * one instance; of a number's limit an instance uses its share of the partitions.
 */
@ApplicationScoped
public class SendRateLimiter {
    /** Cost of a send while this instance has all partitions. */
    private static final int TOKENS_PER_SEND = 1_000;

    private final Map<Channel, Long> costs = new ConcurrentHashMap<>();
    private final Map<Channel, KeyedRateLimiter<String>> numbers = new ConcurrentHashMap<>();
    private final MessageSenders senders;
    private final TimeMeter clock;
    private final KeyedRateLimiter<ConversationId> recipients;

    @Inject
    public SendRateLimiter(MessageSenders senders, RateLimitSettings settings) {
        this(senders, settings, TimeMeter.SYSTEM_NANOTIME);
    }

    SendRateLimiter(MessageSenders senders, RateLimitSettings settings, TimeMeter clock) {
        this.senders = senders;
        this.clock = clock;
        recipients =
                new KeyedRateLimiter<>(
                        Bandwidth.builder()
                                .capacity(settings.recipientBurst())
                                .refillGreedy(1, settings.recipientInterval())
                                .build(),
                        clock);
    }

    /**
     * Reserves the next send to this customer and returns the time until it may start. Reservations
     * are given in the order of the calls; an unused one is lost.
     */
    public Duration reserve(ConversationKey conversation) {
        return max(
                numbers(conversation).reserve(conversation.business().id(), cost(conversation)),
                recipients.reserve(conversation.id()));
    }

    /** Reserves a send to this customer if it may start now; otherwise nothing is reserved. */
    public boolean tryReserve(ConversationKey conversation) {
        if (!recipients.tryReserve(conversation.id(), 1)) {
            return false;
        }
        if (!numbers(conversation).tryReserve(conversation.business().id(), cost(conversation))) {
            recipients.giveBack(conversation.id(), 1);
            return false;
        }
        return true;
    }

    private KeyedRateLimiter<String> numbers(ConversationKey conversation) {
        return numbers.computeIfAbsent(conversation.channel(), this::limiter);
    }

    private long cost(ConversationKey conversation) {
        return costs.getOrDefault(conversation.channel(), (long) TOKENS_PER_SEND);
    }

    private KeyedRateLimiter<String> limiter(Channel channel) {
        return new KeyedRateLimiter<>(perSecond(senders.on(channel).maxPerSecond()), clock);
    }

    /**
     * Sets the share of each number's limit that this instance may use, by the channel's partitions
     * that it owns; all of it until the first call.
     */
    public void setShare(Channel channel, int owned, int all) {
        costs.put(channel, (long) TOKENS_PER_SEND * all / Math.max(1, owned));
    }

    /**
     * Removes the burst that this customer has left: the provider has counted more than we have.
     */
    public void drain(ConversationKey conversation) {
        recipients.drain(conversation.id());
    }

    private static Bandwidth perSecond(int sends) {
        return Bandwidth.builder()
                .capacity((long) sends * TOKENS_PER_SEND)
                .refillGreedy((long) sends * TOKENS_PER_SEND, Duration.ofSeconds(1))
                .build();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
