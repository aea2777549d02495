package dev.switchboard.outbound.pace;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.ConversationKey;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives each send its turn: per business number and per customer. Twilio tells that a customer got
 * too much only after it has taken, and lost, the message. A customer's sends are all this
 * instance's; of a number's limit it takes the share that it has of the conversations.
 */
@ApplicationScoped
public class Pace {
    /** What a send costs where all conversations are this instance's. */
    private static final int TOKENS_A_SEND = 1_000;

    private final Map<Channel, Long> costs = new ConcurrentHashMap<>();
    private final Turns<String> twilioSenders;
    private final Turns<String> metaSenders;
    private final Turns<ConversationId> pairs;

    @Inject
    public Pace(PaceSettings settings) {
        this(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    Pace(PaceSettings settings, TimeMeter clock) {
        twilioSenders = new Turns<>(aSecond(settings.twilioPerSecond()), clock);
        metaSenders = new Turns<>(aSecond(settings.metaPerSecond()), clock);
        pairs =
                new Turns<>(
                        Bandwidth.builder()
                                .capacity(settings.pairBurst())
                                .refillGreedy(1, settings.pairEvery())
                                .build(),
                        clock);
    }

    /**
     * Takes the next turn to send to this customer and tells how long it is until then. Turns are
     * given in the order in which they are asked for; one that is not used is lost.
     */
    public Duration waitFor(ConversationKey conversation) {
        var sender = conversation.business().id();
        var senders =
                switch (conversation.channel()) {
                    case TWILIO -> twilioSenders;
                    case META -> metaSenders;
                };
        var cost = costs.getOrDefault(conversation.channel(), (long) TOKENS_A_SEND);
        return longer(senders.take(sender, cost), pairs.take(conversation.id()));
    }

    /**
     * Learns how many of the channel's partitions this instance has: that much of each number's
     * limit is its own, and the rest the other instances'. Until it is told it takes all.
     */
    public void shareIs(Channel channel, int owned, int all) {
        costs.put(channel, (long) TOKENS_A_SEND * all / Math.max(1, owned));
    }

    /** Takes what this customer may get at once: the provider has counted more than we have. */
    public void useUp(ConversationKey conversation) {
        pairs.useUp(conversation.id());
    }

    private static Bandwidth aSecond(int times) {
        return Bandwidth.builder()
                .capacity((long) times * TOKENS_A_SEND)
                .refillGreedy((long) times * TOKENS_A_SEND, Duration.ofSeconds(1))
                .build();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
